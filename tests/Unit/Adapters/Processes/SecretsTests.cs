using System.Text;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.UnitTests.Adapters.Processes;

/// <summary>What is masked of a text that is more than one word.</summary>
public sealed class SecretsTests
{
    private const string Netrc = "machine feed.test\n  login baker\n";

    [TestCase("rye-and-wheat\n", "#7 0.1 rye-and-wheat", "#7 0.1 ***", Description = "with its line feed")]
    [TestCase("  rye-and-wheat  ", "rye-and-wheat", "***", Description = "without its blanks")]
    [TestCase("first-line\nsecond-line\n", "#7 0.1 second-line", "#7 0.1 ***", Description = "a line of several")]
    [TestCase("first-line\r\nsecond-line\r\n", "#7 first-line", "#7 ***", Description = "lines of Windows")]
    [TestCase("first-line\nsecond-line\n", "first-line\nsecond-line", "***", Description = "all lines together")]
    [TestCase("export FEED=\"rye-and-wheat\"", "using rye-and-wheat", "using ***", Description = "what is assigned")]
    [TestCase("//feed.test/:_authToken=rye-and-wheat", "rye-and-wheat", "***", Description = ".npmrc")]
    [TestCase("password: rye-and-wheat", "rye-and-wheat", "***", Description = "YAML")]
    [TestCase(Netrc, "login baker", "***", Description = ".netrc")]
    [TestCase("yes\ntrue\n", "yes, it is true", "yes, it is true", Description = "words that are everywhere")]
    public void Text_IsMasked(string secret, string shown, string expected)
    {
        var secrets = new Secrets();
        secrets.AddText(secret);

        Assert.That(secrets.Redact(shown), Is.EqualTo(expected));
    }

    [TestCase("rye-and-wheat")]
    [TestCase("rye-and-wheat\n")]
    public void Text_InBase64_IsMasked(string form)
    {
        var secrets = new Secrets();
        secrets.AddText("rye-and-wheat\n");

        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(form));

        Assert.That(secrets.Redact($"auth {encoded}"), Is.EqualTo("auth ***"));
    }

    [TestCase(
        "fatal: unable to access 'https://ci:token@git.test/x/'",
        "fatal: unable to access 'https://ci:***@git.test/x/'"
    )]
    [TestCase("proxy http://:pw@proxy:3128", "proxy http://:***@proxy:3128")]
    [TestCase("http://proxy:3128/a@b", "http://proxy:3128/a@b")]
    [TestCase("git@git.test:group/x", "git@git.test:group/x")]
    public void PasswordOfAnAddress_IsMaskedWhoeverKnowsIt(string shown, string expected) =>
        Assert.That(new Secrets().Redact(shown), Is.EqualTo(expected));
}
