using System.Text.RegularExpressions;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>Patterns for whole tags in which <c>*</c> stands for any characters, none included.</summary>
internal static class Wildcards
{
    public static bool IsMatch(string pattern, string tag) =>
        Regex.IsMatch(
            tag,
            $"^{Regex.Escape(pattern).Replace(@"\*", ".*")}$",
            RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
        );
}
