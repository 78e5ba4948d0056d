using Cake.Core;

namespace Bakehouse.Engine;

internal static class ReportExtensions
{
    /// <summary>
    /// Adds a result as Cake would: a task whose error was handled is a failed one in the report, and a task without
    /// actions has delegated. Cake has no word for a task that never started: it is skipped, with the reason.
    /// </summary>
    public static void Add(this CakeReport report, CakeTask task, TaskResult result)
    {
        var neverStarted = result is { Outcome: TaskOutcome.Blocked or TaskOutcome.Cancelled, Exception: null };
        if (result.Outcome == TaskOutcome.Skipped || neverStarted)
            report.AddSkipped(task.Name, result.Reason ?? "");
        else if (result.Exception is not null)
            report.AddFailed(task.Name, result.Duration);
        else if (task.Actions.Count == 0)
            report.AddDelegated(task.Name, result.Duration);
        else
            report.Add(task.Name, CakeReportEntryCategory.Task, result.Duration);
    }
}
