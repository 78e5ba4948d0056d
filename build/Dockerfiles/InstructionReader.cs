using System.Text;
using System.Text.RegularExpressions;

namespace Bakehouse.Dockerfiles;

/// <summary>
/// Reads the text of a Dockerfile into instructions as BuildKit does: parser directives, comments (between continuation
/// lines too), line continuations with the escape character of the file, and here-documents, whose content is skipped.
/// </summary>
internal sealed partial class InstructionReader(string text, string path)
{
    private static readonly HashSet<string> Directives = ["syntax", "escape", "check"];

    private readonly string[] _lines = text.TrimStart('\uFEFF').Split('\n');
    private readonly Dictionary<string, (string Value, int Line)> _directives = [];
    private int _read;

    /// <summary>The character that escapes and that continues a line; a backslash unless a directive says otherwise.</summary>
    public char Escape { get; private set; } = '\\';

    /// <summary>The image of the frontend, with its line: the directive <c># syntax=</c>.</summary>
    public (string Value, int Line)? Syntax =>
        _directives.TryGetValue("syntax", out var syntax) ? (syntax.Value.Split(' ')[0], syntax.Line) : null;

    public IReadOnlyList<Instruction> Read()
    {
        ReadDirectives();
        List<Instruction> instructions = [];
        while (_read < _lines.Length)
        {
            var start = _read + 1;
            var statement = ReadStatement();
            if (string.IsNullOrWhiteSpace(statement))
            {
                continue;
            }

            var instruction = Instruction.Parse(statement, start);
            SkipHeredocs(instruction, statement);
            instructions.Add(instruction);
        }

        return instructions;
    }

    // Directives stand before everything else: the first line that is none, even an empty one, ends them.
    private void ReadDirectives()
    {
        if (_lines[0].StartsWith("#!", StringComparison.Ordinal))
        {
            _read++;
        }

        while (_read < _lines.Length && Directive().Match(_lines[_read].Trim()) is { Success: true } match)
        {
            var name = match.Groups["name"].Value.ToLowerInvariant();
            if (!Directives.Contains(name))
            {
                return;
            }

            _read++;
            if (!_directives.TryAdd(name, (match.Groups["value"].Value, _read)))
            {
                throw DockerfileError.At(path, _read, $"The parser directive '{name}' stands twice.", "Remove one.");
            }

            if (name == "escape")
            {
                Escape = match.Groups["value"].Value is "\\" or "`"
                    ? match.Groups["value"].Value[0]
                    : throw DockerfileError.At(
                        path,
                        _read,
                        $"'{match.Groups["value"].Value}' cannot be the escape character.",
                        "Write '# escape=\\' or '# escape=`'."
                    );
            }
        }
    }

    private string ReadStatement()
    {
        var statement = new StringBuilder();
        var line = NextLine().TrimStart();
        if (line.StartsWith('#'))
        {
            return "";
        }

        while (Continues(line, out var part))
        {
            statement.Append(part);
            do
            {
                if (_read == _lines.Length)
                {
                    return statement.ToString();
                }

                line = NextLine();
            } while (line.AsSpan().TrimStart() is [] or ['#', ..]);
        }

        return statement.Append(line).ToString();
    }

    // An escape character that is itself escaped continues nothing.
    private bool Continues(string line, out ReadOnlySpan<char> part)
    {
        var trimmed = line.AsSpan().TrimEnd(" \t");
        part = trimmed.EndsWith([Escape]) ? trimmed[..^1] : trimmed;
        return trimmed.EndsWith([Escape]) && !part.EndsWith([Escape]);
    }

    private void SkipHeredocs(Instruction instruction, string statement)
    {
        foreach (var heredoc in Heredoc.In(instruction, statement))
        {
            do
            {
                if (_read == _lines.Length)
                {
                    throw DockerfileError.At(
                        path,
                        instruction.Line,
                        $"The here-document '{heredoc.Terminator}' has no end.",
                        $"Write '{heredoc.Terminator}' on a line of its own behind its content."
                    );
                }
            } while (!heredoc.EndsAt(NextLine()));
        }
    }

    private string NextLine() => _lines[_read++].TrimEnd('\r');

    [GeneratedRegex(@"^#\s*(?<name>[a-zA-Z][a-zA-Z0-9]*)\s*=\s*(?<value>.+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();
}
