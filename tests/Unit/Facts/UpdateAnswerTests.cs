using Bakehouse.Facts;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Facts;

/// <summary>What is believed of the answer that a script has left in a foreign image.</summary>
public sealed class UpdateAnswerTests
{
    private const string Word = "c0ffee";

    [Test]
    public void Answer_ThatIsWhole_IsItsPackages()
    {
        var answer = Read($"{Word}\nupdate openssl 1 2\nupdate zlib1g 1:1 1:2\nend 2\n");

        Assert.That(
            ((UpdateAnswer.Whole)answer).Updates,
            Is.EqualTo(new[] { new PackageUpdate("openssl", "1", "2"), new PackageUpdate("zlib1g", "1:1", "1:2") })
        );
    }

    [Test]
    public void Answer_WithoutPackages_IsWholeToo() =>
        Assert.That(((UpdateAnswer.Whole)Read($"{Word}\nend 0\n")).Updates, Is.Empty);

    [TestCase("none", "has no package manager")]
    [TestCase("unknown dnf", "has a package manager that Bakehouse does not know, dnf")]
    [TestCase("sources apt-get", "names no archive to apt-get")]
    public void Answer_OfAnImageWithNobodyToAsk_SaysWhy(string reason, string why) =>
        Assert.That(Read($"{Word}\nnobody {reason}\n"), Is.EqualTo(new UpdateAnswer.Nobody(why)));

    [TestCase("", "its answer has no beginning or no end", TestName = "An empty file")]
    [TestCase("end 0\n", "its answer has no beginning or no end", TestName = "No beginning")]
    [TestCase(
        "0ther\nend 0\n",
        "its answer has no beginning or no end",
        TestName = "A file that the image brings along"
    )]
    [TestCase("c0ffee\n", "its answer has no beginning or no end", TestName = "Nothing but a beginning")]
    [TestCase("c0ffee\nend 0", "its answer has no beginning or no end", TestName = "The last line is cut")]
    [TestCase("c0ffee\nupdate a 1 2\n", "its answer breaks off, as on a full disk", TestName = "No end")]
    [TestCase("c0ffee\nupdate a 1 2\nend 2\n", "its answer has 1 of 2 packages", TestName = "A package is missing")]
    [TestCase("c0ffee\nupdate a 1 2\nend \n", "its answer has 1 of  packages", TestName = "No number")]
    [TestCase("c0ffee\nupdate a 1 2\nnobody none\n", "its answer breaks off, as on a full disk", TestName = "Both")]
    [TestCase("c0ffee\nnobody knows\n", "its answer breaks off, as on a full disk", TestName = "Another reason")]
    [TestCase("c0ffee\nfailed apt-get update: E: 503\n", "apt-get update: E: 503", TestName = "A failure")]
    [TestCase(
        "c0ffee\nupdate Inst odd [1 (2)\nend 1\n",
        "'Inst odd [1 (2)' is no package with two versions",
        TestName = "A line that the script could not read"
    )]
    [TestCase(
        "c0ffee\nupdate a\u001b[31m 1 2\nend 1\n",
        "'a [31m 1 2' is no package with two versions",
        TestName = "A terminal's command"
    )]
    [TestCase("c0ffee\ninstall a 1 2\nend 1\n", "'a 1 2' is no package with two versions", TestName = "Another word")]
    public void Answer_ThatIsNone_IsAFailure(string text, string why) =>
        Assert.That(
            Read(text),
            Is.EqualTo(new UpdateAnswer.Failed($"The packages of root cannot be looked up: {why}"))
        );

    [Test]
    public void Text_OfAnImage_IsShownShortAndPrintable() =>
        Assert.That(
            ((UpdateAnswer.Failed)Read($"{Word}\nfailed \u001b]0;{new string('x', 5000)}\n")).Problem,
            Has.Length.LessThan(400).And.Not.Contains("\u001b")
        );

    private static UpdateAnswer Read(string text) => UpdateAnswer.Read("root", text, Word);
}
