using System.Text;
using System.Text.RegularExpressions;

namespace Bakehouse.TestRules;

/// <summary>The patterns by which a file of goss includes others: those of Go's <c>path/filepath.Glob</c>.</summary>
internal static class GossPattern
{
    /// <param name="pattern">A path that may have <c>.</c> and <c>..</c>.</param>
    /// <returns>What matches such paths; null where it leads out of the top folder, or is malformed.</returns>
    public static Regex? Of(string pattern)
    {
        List<string> parts = [];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        try
        {
            return new Regex(
                $@"\A{ToRegex(string.Join('/', parts))}\z",
                RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            );
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var end = pattern[i] == '[' ? pattern.IndexOf(']', i) : -1;
            if (end > 0)
            {
                regex.Append(pattern, i, end + 1 - i);
                i = end;
            }
            else if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                regex.Append(Regex.Escape(pattern[++i].ToString()));
            }
            else
            {
                regex.Append(
                    pattern[i] switch
                    {
                        '*' => "[^/]*",
                        '?' => "[^/]",
                        '[' => "[",
                        var plain => Regex.Escape(plain.ToString()),
                    }
                );
            }
        }

        return regex.ToString();
    }
}
