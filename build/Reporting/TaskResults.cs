using System.Collections.Concurrent;
using Bakehouse.Engine;

namespace Bakehouse.Reporting;

/// <summary>What became of each task of the run so far.</summary>
public sealed class TaskResults
{
    private readonly ConcurrentDictionary<string, TaskResult> results = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, DateTimeOffset> starts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A task starts.</summary>
    public void Started(string task, DateTimeOffset time) => starts[task] = time;

    /// <summary>When a task started; null where it did not.</summary>
    public DateTimeOffset? StartOf(string task) => starts.TryGetValue(task, out var time) ? time : null;

    /// <summary>Takes the newest word on a task: what blocks it may grow until the end of the run.</summary>
    public void Set(TaskResult result) => results[result.Task.Name] = result;

    /// <summary>Null where the task is not over, or no part of the run.</summary>
    public TaskResult? Find(string task) => results.GetValueOrDefault(task);
}
