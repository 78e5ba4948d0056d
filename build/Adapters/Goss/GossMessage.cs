using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Goss;

/// <summary>
/// goss words a mismatch the way its matchers do, <c>File: /a: mode: Expected "0644" to equal "0600"</c>, where "0644" is
/// what was found. This says which is which.
/// </summary>
internal static partial class GossMessage
{
    public static string Clarify(string message) =>
        Mismatch()
            .Replace(
                message.Trim(),
                match =>
                {
                    var expected = $"expected {match.Groups["matcher"].Value} {match.Groups["expected"].Value}";
                    var found = match.Groups["found"].Value;

                    // What was found in a file or an output is given as the name of a type only.
                    return found.StartsWith("\"object: ", StringComparison.Ordinal)
                        ? expected
                        : $"{expected}, found {found}";
                }
            );

    [GeneratedRegex(
        """
            Expected\ (?<found>"([^"\\]|\\.)*"|\[.*?\](?=\ (not\ )?to\ )|\S+)
            \ (?<matcher>(not\ )?to(\ [a-z]+)+?)
            \ (?<expected>(["[{<\d-]|true|false|null).*)$
            """,
        RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Mismatch();
}
