using System.Collections.Concurrent;
using Bakehouse.Engine;

namespace Bakehouse.Reporting;

/// <summary>What became of each task of the run so far.</summary>
public sealed class TaskResults
{
    private readonly ConcurrentDictionary<string, TaskResult> results = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the newest word on a task: what blocks it may grow until the end of the run.</summary>
    public void Set(TaskResult result) => results[result.Task.Name] = result;

    /// <summary>Null where the task is not over, or no part of the run.</summary>
    public TaskResult? Find(string task) => results.GetValueOrDefault(task);
}
