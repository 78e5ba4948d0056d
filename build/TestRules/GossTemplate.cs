using System.Text.RegularExpressions;
using Bakehouse.Engine;

namespace Bakehouse.TestRules;

/// <summary>
/// A file of goss that is a template: what it says is known only in the image, where goss fills it in. What can be told
/// before is a section whose name is nearly right.
/// </summary>
internal static partial class GossTemplate
{
    public static bool Is(string text) => text.Contains("{{", StringComparison.Ordinal);

    /// <param name="text">The template.</param>
    /// <param name="file">The path that the error shows.</param>
    /// <exception cref="BakehouseException">A section is misspelt.</exception>
    public static void Check(string text, string file)
    {
        foreach (var key in Section().Matches(text).Select(match => match.Groups["name"]))
        {
            if (!GossSections.All.Contains(key.Value) && NearestNames.Find(key.Value, GossSections.All).Any())
            {
                throw GossSections.Unknown(file, text.AsSpan(0, key.Index).Count('\n') + 1, key.Value);
            }
        }
    }

    [GeneratedRegex(
        @"^(?<name>[A-Za-z][\w-]*)[ \t]*:([ \t\r]|$)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Section();
}
