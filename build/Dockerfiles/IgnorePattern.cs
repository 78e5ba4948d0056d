using System.Text;
using System.Text.RegularExpressions;

namespace Bakehouse.Dockerfiles;

/// <summary>
/// One line of a <c>.dockerignore</c>, matched as moby's patternmatcher does: <c>*</c>, <c>?</c> and <c>[a-z]</c> stay
/// within a folder, <c>**</c> spans any number of them, <c>!</c> makes an exception, a backslash makes literal.
/// </summary>
internal sealed class IgnorePattern
{
    private readonly Regex? _regex;
    private readonly string? _suffix;
    private readonly string? _prefix;

    /// <param name="pattern">Cleaned, with <c>/</c>, without <c>!</c> and without a leading <c>/</c>.</param>
    /// <param name="isException">Whether it takes back what earlier patterns ignored.</param>
    /// <exception cref="FormatException">A character class or an escape is not finished.</exception>
    public IgnorePattern(string pattern, bool isException)
    {
        Text = pattern;
        IsException = isException;
        var rest = pattern.StartsWith("**", StringComparison.Ordinal) ? pattern[2..] : pattern;
        if (rest.Length < pattern.Length && IsLiteral(rest))
        {
            _suffix = rest;
        }
        else if (pattern.EndsWith("**", StringComparison.Ordinal) && IsLiteral(pattern[..^2]))
        {
            _prefix = pattern[..^2];
        }
        else if (!IsLiteral(pattern))
        {
            _regex = new Regex($@"\A{ToRegex(pattern)}\z", RegexOptions.CultureInvariant);
        }
    }

    public string Text { get; }

    public bool IsException { get; }

    /// <summary>Whether something below a folder can match; false only where that is certain.</summary>
    public bool MayMatchBelow(string folder) =>
        !IsLiteral(Text) || $"{Text}/".StartsWith($"{folder}/", StringComparison.Ordinal);

    /// <param name="path">Relative to the context, with <c>/</c>.</param>
    public bool Matches(string path)
    {
        if (_suffix is not null)
        {
            // "**/name" matches "name" at the top as well.
            return path.EndsWith(_suffix, StringComparison.Ordinal)
                || (_suffix.StartsWith('/') && path.AsSpan().SequenceEqual(_suffix.AsSpan(1)));
        }

        return _prefix is not null
            ? path.StartsWith(_prefix, StringComparison.Ordinal)
            : _regex?.IsMatch(path) ?? path == Text;
    }

    private static bool IsLiteral(string pattern) => pattern.AsSpan().IndexOfAny("*?[]\\") < 0;

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i += i + 2 < pattern.Length && pattern[i + 2] == '/' ? 2 : 1;
                    regex.Append(i + 1 == pattern.Length ? ".*" : "(.*/)?");
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[':
                    regex.Append(ReadClass(pattern, ref i));
                    break;
                default:
                    regex.Append(Regex.Escape(ReadLiteral(pattern, ref i).ToString()));
                    break;
            }
        }

        return regex.ToString();
    }

    // Go's path/filepath.Match, "character-range": neither ']' nor '-' may stand for itself without a backslash.
    private static string ReadClass(string pattern, ref int i)
    {
        var regex = new StringBuilder("[");
        if (At(pattern, i + 1) == '^')
        {
            regex.Append('^');
            i++;
        }

        do
        {
            regex.Append(ReadBound(pattern, ref i));
            if (At(pattern, i + 1) == '-')
            {
                i++;
                regex.Append('-').Append(ReadBound(pattern, ref i));
            }
        } while (At(pattern, i + 1) != ']');

        i++;
        return regex.Append(']').ToString();
    }

    private static string ReadBound(string pattern, ref int i)
    {
        i++;
        return At(pattern, i) is '-' or ']' or '\0'
            ? throw new FormatException($"The character class in '{pattern}' is not finished.")
            : $@"\u{(int)ReadLiteral(pattern, ref i):x4}";
    }

    private static char ReadLiteral(string pattern, ref int i)
    {
        if (pattern[i] == '\\' && ++i == pattern.Length)
        {
            throw new FormatException($"'{pattern}' ends with a backslash that escapes nothing.");
        }

        return pattern[i];
    }

    private static char At(string pattern, int i) => i < pattern.Length ? pattern[i] : '\0';
}
