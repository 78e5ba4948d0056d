using Bakehouse.Adapters.Goss;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>Which is which in goss's words: "Expected A to equal B" says that A was found.</summary>
internal sealed class GossMessageTests
{
    [TestCase(
        """File: /a: mode: Expected "0644" to equal "0600" """,
        """File: /a: mode: expected to equal "0600", found "0644" """
    )]
    [TestCase(
        "Port: tcp:80: listening: Expected false to equal true",
        "Port: tcp:80: listening: expected to equal true, found false"
    )]
    [TestCase(
        "Command: echo: exit-status: Expected 0 to be numerically eq 1",
        "Command: echo: exit-status: expected to be numerically eq 1, found 0"
    )]
    [TestCase(
        "Command: echo: exit-status: Expected 0 not to be numerically eq 0",
        "Command: echo: exit-status: expected not to be numerically eq 0, found 0"
    )]
    [TestCase(
        """Command: v: stdout: Expected "say \"it\" to equal 3\n" not to contain substring "it" """,
        """Command: v: stdout: expected not to contain substring "it", found "say \"it\" to equal 3\n" """
    )]
    [TestCase(
        """Command: v: exit-status: Expected 0 to satisfy at least one of these matchers [{"eq":1},{"eq":2}]""",
        """Command: v: exit-status: expected to satisfy at least one of these matchers [{"eq":1},{"eq":2}], found 0"""
    )]
    [TestCase(
        """Package: bash: version: Expected ["5.2"] to contain elements matching ["1"] the missing elements were ["1"]""",
        """Package: bash: version: expected to contain elements matching ["1"] the missing elements were ["1"], found ["5.2"]"""
    )]
    [TestCase(
        """File: /a: contents: Expected "object: *os.File" to have patterns ["x"] the missing elements were ["x"]""",
        """File: /a: contents: expected to have patterns ["x"] the missing elements were ["x"]"""
    )]
    [TestCase(
        "Command: s: exit-status: Error Command execution timed out (100ms)",
        "Command: s: exit-status: Error Command execution timed out (100ms)"
    )]
    [TestCase("(in test file a.bats, line 3)\n  `false' failed", "(in test file a.bats, line 3)\n  `false' failed")]
    public void Clarify_MessageOfGoss_SaysWhatWasExpectedAndWhatWasFound(string message, string clear) =>
        Assert.That(GossMessage.Clarify(message), Is.EqualTo(clear.Trim()));
}
