using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Bakehouse.TestRules;

/// <summary>What texts name of the files that stand beside them, as a test does that uses another file.</summary>
internal sealed partial class NamedFiles
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<(string Folder, string Pattern)> patterns = [];

    public void Add(string text)
    {
        var code = Comment().Replace(text, "");
        foreach (Match word in Word().Matches(code))
        {
            var parts = word.Value.TrimEnd('.').Split('/');
            if (parts[^1].AsSpan().IndexOfAny('*', '?') < 0)
            {
                names.Add(parts[^1]);
            }
            else if (parts.Length > 1)
            {
                patterns.Add((parts[^2], parts[^1]));
            }
        }

        // bats and Python name what they load without its ending.
        names.UnionWith(Load().Matches(code).Select(match => $"{match.Groups["name"].Value}.bash"));
        names.UnionWith(
            Import()
                .Matches(code)
                .SelectMany(match => match.Groups["names"].Value.Split(' ', ',', '.'))
                .Select(name => $"{name}.py")
        );
    }

    /// <param name="path">A path with <c>/</c>: it is named by its last part, or by its folder with a pattern.</param>
    public bool Has(string path)
    {
        var parts = path.Split('/');
        return names.Contains(parts[^1])
            || patterns.Any(pattern =>
                pattern.Folder == parts[^2]
                && FileSystemName.MatchesSimpleExpression(pattern.Pattern, parts[^1], ignoreCase: false)
            );
    }

    [GeneratedRegex(@"^[ \t]*#.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[\w.*?/@+~-]+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"\b(load|bats_load_library)[ \t]+[""']?([^\s""';]*/)?(?<name>[^\s""';/]+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Load();

    [GeneratedRegex(@"\b(import|from)[ \t]+(?<names>[\w., ]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();
}
