using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Processes;

/// <summary>What somebody else wrote, as text that does nothing to a terminal, a CI log, XML or HTML.</summary>
public static partial class PlainText
{
    /// <summary>A line without escape sequences and control characters, and without what stood before a carriage return.</summary>
    public static string Line(string line) =>
        Control().Replace(EscapeSequence().Replace(line.TrimEnd('\r').Split('\r')[^1], ""), " ");

    /// <summary>The lines of a text, without the empty ones at its end.</summary>
    public static IReadOnlyList<string> Lines(string text) => [.. text.TrimEnd().Split('\n').Select(Line)];

    // ECMA-48, section 5.4 (control sequences), and operating system commands, which end with BEL or ST.
    [GeneratedRegex(@"(?:\e\[|\x9b)[0-?]*[ -/]*[@-~]|\e\][^\a\e]*(?:\a|\e\\)?")]
    private static partial Regex EscapeSequence();

    [GeneratedRegex(@"[\x00-\x08\x0a-\x1f\x7f-\x9f]")]
    private static partial Regex Control();
}
