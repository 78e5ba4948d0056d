using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.UnitTests.LocalEcr.Repositories;

internal sealed class TagMutabilityTests
{
    [TestCase("MUTABLE", "", "1.0", true)]
    [TestCase("IMMUTABLE", "", "latest", false)]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "latest main*", "latest", true)]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "latest main*", "main-2", true)]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "latest main*", "latest-1", false)]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "latest main*", "1.0", false)]
    [TestCase("MUTABLE_WITH_EXCLUSION", "*.*", "1.0", false)]
    [TestCase("MUTABLE_WITH_EXCLUSION", "*.*", "latest", true)]
    [TestCase("MUTABLE_WITH_EXCLUSION", "v1.*", "v1x0", true)]
    public void Tag_MayMove_AsTheSettingAndItsFiltersSay(string setting, string filters, string tag, bool expected) =>
        Assert.That(Parse(setting, filters).MayMove(tag), Is.EqualTo(expected));

    [TestCase("FROZEN", "")]
    [TestCase("IMMUTABLE", "latest")]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "")]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "a b c d e f")]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "*a*b*")]
    [TestCase("IMMUTABLE_WITH_EXCLUSION", "a/b")]
    public void Setting_ThatEcrWouldNotTake_IsRefused(string setting, string filters) =>
        Assert.That(() => Parse(setting, filters), Throws.TypeOf<AwsException>());

    private static TagMutability Parse(string setting, string filters) =>
        TagMutability.Parse(setting, filters.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
