using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Oci;

public sealed class TagNameTests
{
    [TestCase("latest", true)]
    [TestCase("_x", true)]
    [TestCase("1.4.0-dev202601011200", true)]
    [TestCase("", false)]
    [TestCase(null, false)]
    [TestCase(".x", false)]
    [TestCase("-x", false)]
    [TestCase("a/b", false)]
    [TestCase("a+b", false)]
    [TestCase("ä", false)]
    public void IsValid_Always_FollowsTheSpecification(string? tag, bool valid) =>
        Assert.That(TagName.IsValid(tag), Is.EqualTo(valid));
}
