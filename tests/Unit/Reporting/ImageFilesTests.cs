using Bakehouse.Oci;
using Bakehouse.Reporting;

namespace Bakehouse.UnitTests.Reporting;

/// <summary>The variables that GitLab hands to later jobs.</summary>
public sealed class ImageFilesTests
{
    [Test]
    public void Variables_OfAnImage_HaveItsNameAndWhereItIs() =>
        Assert.That(
            ImageFiles.Variables([Image("ext-builder-17")]),
            Is.EqualTo($"EXT_BUILDER_17_IMAGE=registry.test/team/ext-builder-17@{Digest.Of("x"u8)}\n")
        );

    [Test]
    public void Variables_OfMoreImagesThanGitLabTakes_AreTheFirstTwenty()
    {
        var lines = ImageFiles.Variables(Enumerable.Range(0, 30).Select(number => Image($"i{number}"))).Split('\n');

        Assert.That(lines[..^1], Has.Length.EqualTo(20));
        Assert.That(lines[0], Does.StartWith("I0_IMAGE="));
    }

    [Test]
    public void Variables_OfLongNames_StayWithinGitLabsSize() =>
        Assert.That(
            ImageFiles.Variables(Enumerable.Range(0, 20).Select(number => Image(new string('n', 100) + number))).Length,
            Is.InRange(1000, 5 * 1024)
        );

    private static KeyValuePair<string, Reference> Image(string name) =>
        KeyValuePair.Create(name, Reference.Parse($"registry.test/team/{name}").WithDigest(Digest.Of("x"u8)));
}
