using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

public sealed class ImageVersionTests
{
    [TestCase("1.4.0\n", "1.4.0")]
    [TestCase(" 2026.11_a-1 ", "2026.11_a-1")]
    public void Version_ThatIsATag_IsReadWithoutWhiteSpace(string text, string expected)
    {
        Assert.That(ImageVersion.Parse(text, "VERSION").Text, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("14")]
    [TestCase("1.4 beta")]
    [TestCase("1.4+build")]
    [TestCase(".1")]
    [TestCase("fp-1.0")]
    [TestCase("backup-1.0")]
    [TestCase("keep-1.0")]
    [TestCase("1.0-dev202611211436")]
    [TestCase("1.0-0123456789abcdef0123456789abcdef01234567")]
    public void Version_ThatIsNone_IsAnErrorThatNamesItAndItsOrigin(string text)
    {
        var error = Assert.Throws<BakehouseException>(() => ImageVersion.Parse(text, "the file VERSION"));

        Assert.That(error.Problem, Does.Contain($"the file VERSION holds '{text}'"));
    }
}
