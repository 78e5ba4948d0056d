using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

public sealed class RefSlugTests
{
    [TestCase("main", "main")]
    [TestCase("feature/Ünïcode_X", "feature--n-code-x")]
    [TestCase("--x--", "x")]
    [TestCase("a\U0001F35Eb", "a-b")]
    [TestCase("JIRA-12/fix.it", "jira-12-fix-it")]
    [TestCase(
        "1234567890123456789012345678901234567890123456789012345678901/34",
        "1234567890123456789012345678901234567890123456789012345678901-3"
    )]
    [TestCase(
        "12345678901234567890123456789012345678901234567890123456789012/4",
        "12345678901234567890123456789012345678901234567890123456789012"
    )]
    public void Slug_OfName_IsGitLabs(string name, string slug)
    {
        Assert.That(RefSlug.Of(name), Is.EqualTo(slug));
    }
}
