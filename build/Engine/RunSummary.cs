namespace Bakehouse.Engine;

/// <summary>
/// A run that did not go well, in words: what failed, and how much else did not come to its end. Which tasks that were is
/// for whoever shows the results.
/// </summary>
internal static class RunSummary
{
    public static string Of(IReadOnlyList<TaskResult> results)
    {
        var failed = results.Where(result => result.Outcome == TaskOutcome.Failed).ToList();
        string?[] counts =
        [
            Count(failed.Count, "failed"),
            Count(Number(results, TaskOutcome.Blocked), "blocked"),
            Count(Number(results, TaskOutcome.Cancelled), "cancelled"),
            Count(results.Count(result => result.Opens), "done"),
        ];
        return string.Join(
            Environment.NewLine,
            [
                $"Of {(results.Count == 1 ? "1 task" : $"{results.Count} tasks")}, {string.Join(", ", counts.OfType<string>())}.",
                .. failed.Select(result => $"  {result.Task.Name}: {Indented(result.Exception!.Message)}"),
            ]
        );
    }

    private static int Number(IReadOnlyList<TaskResult> results, TaskOutcome outcome) =>
        results.Count(result => result.Outcome == outcome);

    private static string? Count(int count, string what) => count == 0 ? null : $"{count} {what}";

    private static string Indented(string message) => message.ReplaceLineEndings($"{Environment.NewLine}    ");
}
