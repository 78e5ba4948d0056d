using System.Text.RegularExpressions;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>What came of a program.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed as errors.</param>
internal sealed partial record RunResult(int ExitCode, string Output, string Error)
{
    /// <summary>Everything that somebody at a terminal sees.</summary>
    public string All => Output + Error;

    public RunResult Succeeded()
    {
        Assert.That(ExitCode, Is.Zero, All);
        return this;
    }

    /// <summary>What the printed plan says of an image: <c>build</c>, <c>nothing</c>, …</summary>
    public string ActionOf(string image) => PlanRow(image).Groups["action"].Value;

    /// <summary>Why the printed plan says so, without what it says of an image that has no tests.</summary>
    public string ReasonOf(string image) => PlanRow(image).Groups["reasons"].Value;

    /// <summary>Whether it shows where in the program an error was found: <c>   at Bakehouse.Program.Main(…)</c>.</summary>
    public bool HasStackTrace => StackFrame().IsMatch(All);

    private Match PlanRow(string image)
    {
        var row = Regex.Match(
            Output,
            $@"^\s*{Regex.Escape(image)}\s+(?<action>nothing|retag|test|build|fail)\s+(?<reasons>\S.*?)(; has no tests.*)?\s*$",
            RegexOptions.Multiline
        );
        return row.Success ? row : throw new AssertionException($"No plan for {image} in:\n{All}");
    }

    [GeneratedRegex(@"^\s*at [\w.<>`+\[\]]+\(", RegexOptions.Multiline)]
    private static partial Regex StackFrame();
}
