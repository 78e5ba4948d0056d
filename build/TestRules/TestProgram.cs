using System.Text.RegularExpressions;

namespace Bakehouse.TestRules;

/// <summary>Says of a test program whether it has anything that could fail.</summary>
internal static partial class TestProgram
{
    /// <param name="text">Its text.</param>
    /// <param name="path">Its path; the ending tells what runs it.</param>
    /// <returns>What it lacks; null where it tests something.</returns>
    public static string? Lack(string text, string path) =>
        path.EndsWith(".bats", StringComparison.Ordinal)
            ? BatsTest().IsMatch(text)
                ? null
                : "has no @test"
            : Command().IsMatch(text)
                ? null
                : "has no command that could fail";

    // "@test "name" {", "name() { # @test", and the function by which newer versions register tests.
    [GeneratedRegex(
        @"^[ \t]*(@test[ \t]|[^#\n]*\{[ \t]*\#[ \t]*@test[ \t\r]*$|bats_test_function[ \t])",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex BatsTest();

    // A line that is not empty, no comment, and none of the commands that always succeed.
    [GeneratedRegex(
        @"^[ \t]*(?![ \t\r]|#|$|((:|true|exit([ \t]+0)?|set[ \t][^;&|\n]*)[ \t;]*(\#.*)?\r?$))",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Command();
}
