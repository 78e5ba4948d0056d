using System.Text;
using System.Text.Json;

namespace Bakehouse.Dockerfiles;

/// <summary>
/// One instruction of a Dockerfile, its continuation lines joined.
/// </summary>
/// <param name="Keyword">In upper case: <c>FROM</c>.</param>
/// <param name="Flags">What follows the keyword and begins with <c>--</c>, without quotes: <c>--from=base</c>.</param>
/// <param name="Arguments">The rest, as written.</param>
/// <param name="Line">The line on which it begins, counted from 1.</param>
internal sealed record Instruction(string Keyword, IReadOnlyList<string> Flags, string Arguments, int Line)
{
    private static readonly char[] Whitespace = ['\t', '\v', '\f', '\r', ' '];

    public static Instruction Parse(string statement, int line)
    {
        var trimmed = statement.Trim();
        var end = trimmed.IndexOfAny(Whitespace);
        if (end < 0)
        {
            return new Instruction(trimmed.ToUpperInvariant(), [], "", line);
        }

        var (flags, arguments) = SplitFlags(trimmed[end..]);
        return new Instruction(trimmed[..end].ToUpperInvariant(), flags, arguments.Trim(), line);
    }

    /// <summary>The words of the arguments, split at whitespace.</summary>
    public string[] Words => Arguments.Split(Whitespace, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values of the flag <c>--name=value</c>, one for each time that it is given.</summary>
    public IEnumerable<string> FlagValues(string name)
    {
        var start = $"--{name}=";
        return Flags
            .Where(flag => flag.StartsWith(start, StringComparison.Ordinal))
            .Select(flag => flag[start.Length..]);
    }

    /// <summary>Whether the arguments are in the exec form, a JSON array: such an instruction has no here-documents.</summary>
    public bool IsExecForm
    {
        get
        {
            if (!Arguments.StartsWith('['))
            {
                return false;
            }

            try
            {
                using var json = JsonDocument.Parse(Arguments);
                return json.RootElement.ValueKind == JsonValueKind.Array;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    private static (IReadOnlyList<string> Flags, string Remainder) SplitFlags(string text)
    {
        List<string> flags = [];
        var position = 0;
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            if (!text.AsSpan(position).StartsWith("--"))
            {
                return (flags, text[position..]);
            }

            var flag = ReadFlag(text, ref position);
            if (flag == "--")
            {
                return (flags, text[position..]);
            }

            flags.Add(flag);
        }
    }

    // Inside a flag the escape character is the backslash, whatever the directive says, and both quotes group.
    private static string ReadFlag(string text, ref int position)
    {
        var flag = new StringBuilder();
        char? quote = null;
        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (character == '\\')
            {
                if (++position < text.Length)
                {
                    flag.Append(text[position]);
                }
            }
            else if (character == quote)
            {
                quote = null;
            }
            else if (quote is null && character is '"' or '\'')
            {
                quote = character;
            }
            else if (quote is null && char.IsWhiteSpace(character))
            {
                break;
            }
            else
            {
                flag.Append(character);
            }
        }

        return flag.ToString();
    }
}
