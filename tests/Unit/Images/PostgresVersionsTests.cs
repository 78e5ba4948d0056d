using Bakehouse.Images;

namespace Bakehouse.UnitTests.Images;

internal sealed class PostgresVersionsTests
{
    [TestCase(1, "17.12")]
    [TestCase(2, "17.12-2")]
    public void Release_IsTheVersionAndALaterRevision(int revision, string release) =>
        Assert.That(new PostgresVersion("17.12") { Revision = revision }.Release, Is.EqualTo(release));

    [Test]
    public void Variants_AreNamedByMajorVersionAndPinned() =>
        Assert.That(
            PostgresVersions.Variants.Select(variant => (variant.Name, variant.BuildArguments["PG_VERSION"])),
            Is.EqualTo(PostgresVersions.All.Select(postgres => (postgres.Major, postgres.Version)))
        );

    [Test]
    public void Upgrades_LeadFromAnOlderVersionToANewerOne() =>
        Assert.That(
            PostgresVersions.Upgrades.Where(upgrade => int.Parse(upgrade.Old.Major) >= int.Parse(upgrade.New.Major)),
            Is.Empty
        );
}
