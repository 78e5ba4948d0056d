using System.Text.RegularExpressions;

namespace Bakehouse.Dockerfiles;

/// <summary>
/// A here-document of a Dockerfile (<c>RUN &lt;&lt;EOF</c>): the lines up to its terminator are content, not instructions.
/// Dockerfile reference, "Here-Documents".
/// </summary>
internal sealed partial record Heredoc(string Terminator, bool StripsTabs)
{
    // For here-documents it is the backslash, whatever the directive says.
    private const char Escape = '\\';

    private static readonly HashSet<string> Keywords = ["ADD", "COPY", "RUN"];

    /// <summary>The here-documents that an instruction announces, in the order in which their contents follow.</summary>
    public static IEnumerable<Heredoc> In(Instruction instruction, string statement)
    {
        var carrier =
            instruction.Keyword == "ONBUILD" ? Instruction.Parse(instruction.Arguments, instruction.Line) : instruction;
        return Keywords.Contains(carrier.Keyword) && !carrier.IsExecForm
            ? QuotedWords.Split(statement, Escape).Select(FromWord).OfType<Heredoc>()
            : [];
    }

    public bool EndsAt(string line) => (StripsTabs ? line.TrimStart('\t') : line) == Terminator;

    private static Heredoc? FromWord(string word)
    {
        var match = Redirection().Match(word);
        if (!match.Success)
        {
            return null;
        }

        var terminator = QuotedWords.Unquote(match.Groups["name"].Value, Escape);
        return terminator.Length == 0 ? null : new Heredoc(terminator, match.Groups["tabs"].Value == "-");
    }

    [GeneratedRegex(@"^\d*<<(?<tabs>-?)(?<name>[^<]+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Redirection();
}
