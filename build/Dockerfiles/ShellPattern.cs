using System.Text;
using System.Text.RegularExpressions;

namespace Bakehouse.Dockerfiles;

/// <summary>
/// The patterns of <c>${name#pattern}</c>, <c>${name%pattern}</c> and <c>${name/pattern/replacement}</c>:
/// <c>*</c> and <c>?</c>, which a backslash makes literal.
/// </summary>
internal static class ShellPattern
{
    public static string TrimPrefix(string value, string pattern, bool longest)
    {
        var whole = Whole(pattern);
        foreach (var length in Lengths(value, longest))
        {
            if (whole.IsMatch(value[..length]))
            {
                return value[length..];
            }
        }

        return value;
    }

    public static string TrimSuffix(string value, string pattern, bool longest)
    {
        var whole = Whole(pattern);
        foreach (var length in Lengths(value, longest))
        {
            if (whole.IsMatch(value[^length..]))
            {
                return value[..^length];
            }
        }

        return value;
    }

    public static string Replace(string value, string pattern, string replacement, bool all) =>
        new Regex(ToRegex(pattern), RegexOptions.CultureInvariant).Replace(value, _ => replacement, all ? -1 : 1);

    private static IEnumerable<int> Lengths(string value, bool longest)
    {
        var lengths = Enumerable.Range(0, value.Length + 1);
        return longest ? lengths.Reverse() : lengths;
    }

    private static Regex Whole(string pattern) => new($@"\A{ToRegex(pattern)}\z", RegexOptions.CultureInvariant);

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == '\\')
            {
                if (++i == pattern.Length || pattern[i] is not ('*' or '?' or '\\' or '}' or '/'))
                {
                    throw new FormatException($"The pattern '{pattern}' has a backslash before what needs none.");
                }

                regex.Append(Regex.Escape(pattern[i].ToString()));
            }
            else
            {
                regex.Append(
                    character switch
                    {
                        '*' => ".*",
                        '?' => ".",
                        _ => Regex.Escape(character.ToString()),
                    }
                );
            }
        }

        return regex.ToString();
    }
}
