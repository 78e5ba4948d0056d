namespace Bakehouse.Engine;

/// <summary>
/// Some tasks of a run failed, or the run was cancelled. <see cref="Exception.InnerException"/> is what the first failed
/// task threw. The message sums up the run: a line of numbers, then what each failed task threw.
/// </summary>
/// <param name="results">The results of all tasks, in order of completion.</param>
public sealed class TasksFailedException(IReadOnlyList<TaskResult> results)
    : AggregateException(RunSummary.Of(results), Thrown(results))
{
    /// <summary>The results of all tasks, in order of completion.</summary>
    public IReadOnlyList<TaskResult> Results { get; } = results;

    /// <summary>The names of the failed tasks, and what each threw.</summary>
    public IReadOnlyDictionary<string, Exception> Failed { get; } =
        Named(results, TaskOutcome.Failed, result => result.Exception!);

    /// <summary>The names of the tasks that were not run, and the failed tasks that each depends on.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Blocked { get; } =
        Named(results, TaskOutcome.Blocked, result => result.BlockedBy);

    /// <summary>The names of the tasks that ran to their end, and of those that had nothing to do.</summary>
    public IReadOnlyList<string> Done { get; } =
    [.. results.Where(result => result.Opens).Select(result => result.Task.Name)];

    /// <summary>The names of the tasks that the end of the run kept from starting or from ending.</summary>
    public IReadOnlyList<string> Cancelled { get; } =
    [.. results.Where(result => result.Outcome == TaskOutcome.Cancelled).Select(result => result.Task.Name)];

    /// <summary>The summary alone: each failure is named there already.</summary>
    public override string Message => RunSummary.Of(Results);

    private static IEnumerable<Exception> Thrown(IReadOnlyList<TaskResult> results) =>
        results.Where(result => result.Outcome == TaskOutcome.Failed).Select(result => result.Exception!);

    private static OrderedDictionary<string, T> Named<T>(
        IReadOnlyList<TaskResult> results,
        TaskOutcome outcome,
        Func<TaskResult, T> value
    ) =>
        new(
            results
                .Where(result => result.Outcome == outcome)
                .Select(result => KeyValuePair.Create(result.Task.Name, value(result))),
            StringComparer.OrdinalIgnoreCase
        );
}
