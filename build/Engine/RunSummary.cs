namespace Bakehouse.Engine;

/// <summary>A run that did not go well, in words.</summary>
internal static class RunSummary
{
    public static string Of(IReadOnlyList<TaskResult> results)
    {
        var failed = Of(results, TaskOutcome.Failed);
        var blocked = Of(results, TaskOutcome.Blocked);
        var cancelled = Of(results, TaskOutcome.Cancelled);
        string?[] lines =
        [
            $"{failed.Length} failed, {blocked.Length} blocked, {cancelled.Length} cancelled, "
                + $"{results.Count(result => result.Opens)} done, of {Count(results.Count, "task")}.",
            .. failed.Select(result => $"  failed: {result.Task.Name}: {Indented(result.Exception!.Message)}"),
            .. blocked.Select(result => $"  blocked: {result.Task.Name} (by {string.Join(", ", result.BlockedBy)})"),
            Names("cancelled", cancelled),
            Names("done", [.. results.Where(result => result.Opens)]),
        ];
        return string.Join(Environment.NewLine, lines.OfType<string>());
    }

    private static TaskResult[] Of(IReadOnlyList<TaskResult> results, TaskOutcome outcome) =>
        [.. results.Where(result => result.Outcome == outcome)];

    private static string? Names(string outcome, TaskResult[] results) =>
        results.Length == 0 ? null : $"  {outcome}: {string.Join(", ", results.Select(result => result.Task.Name))}";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Indented(string message) => message.ReplaceLineEndings($"{Environment.NewLine}    ");
}
