using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bakehouse.Adapters.Goss;

/// <summary>What goss reports as JSON, and at its level DEBUG what the commands printed that it ran.</summary>
internal static partial class GossOutput
{
    /// <param name="result">What it left.</param>
    /// <param name="problem">Why it cannot be believed; null where it can.</param>
    public static IReadOnlyList<GossCheck> Read(SuiteResult result, out string? problem)
    {
        problem = null;
        var start = result.Output.IndexOf('{', StringComparison.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(start < 0 ? "" : result.Output[start..]);
            var checks = json.RootElement.GetProperty("results").EnumerateArray().Select(GossCheck.Read).ToList();
            var summary = json.RootElement.GetProperty("summary");
            var told = summary.GetProperty("test-count").GetInt32();
            var failed = summary.GetProperty("failed-count").GetInt32();
            problem =
                checks.Count == 0 ? "goss checked nothing."
                : checks.Count != told ? $"goss tells of {told} checks, and reports {checks.Count}."
                : checks.Count(check => check.Failure is not null) != failed
                    ? $"goss tells of {failed} failed checks, and reports others."
                : null;
            return checks;
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            problem = "goss left no report that can be read.";
            return [];
        }
    }

    /// <summary>What it printed besides.</summary>
    public static string Words(SuiteResult result) =>
        string.Join('\n', result.Errors.Split('\n').Where(line => !Chatter().IsMatch(line)));

    /// <summary>What a command printed to <c>stdout</c> or <c>stderr</c>; null where that cannot be told from other commands.</summary>
    public static string? FindPrinted(SuiteResult result, IReadOnlyList<GossCheck> checks, string stream) =>
        checks.Where(check => check.Type == "Command").DistinctBy(check => check.Id).Count() == 1
            ? string.Join(
                '\n',
                Printed()
                    .Matches(result.Errors)
                    .Where(match => match.Groups["stream"].Value == stream)
                    .Select(match => match.Groups["text"].Value)
            )
            : null;

    // The report once more, and that this level was asked for.
    [GeneratedRegex(@"^\S+ \[DEBUG\] ((FAIL|OK|SUCCESS) SUMMARY: |Setting log level)")]
    private static partial Regex Chatter();

    [GeneratedRegex(
        @"^\S+ \[DEBUG\]\[Command\]\[[^\n]*?\]\[(?<stream>stdout|stderr)\]  ?(?<text>[^\n]*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline
    )]
    private static partial Regex Printed();
}
