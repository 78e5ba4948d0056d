using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Goss;

/// <summary>
/// goss words a mismatch the way its matchers do, <c>File: /a: mode: Expected "0644" to equal "0600"</c>, where "0644" is
/// what was found. This says which is which.
/// </summary>
internal static partial class GossMessage
{
    public static string Clarify(string message) =>
        Mismatch().Replace(message.Trim(), "expected ${matcher} ${expected}, found ${found}");

    [GeneratedRegex(
        @"Expected (?<found>.+?) (?<matcher>to (equal|be numerically|have|contain|match|be|not|consist)\b[a-z ]*) (?<expected>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Mismatch();
}
