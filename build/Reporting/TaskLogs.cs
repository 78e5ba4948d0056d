using System.Collections.Concurrent;
using Bakehouse.Adapters.Processes;
using Bakehouse.Engine;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>
/// Keeps the output of each task in a file of its own, <c>artifacts/logs/Build-Base-Root.log</c>, and so apart from that
/// of the tasks beside it.
/// </summary>
public sealed class TaskLogs(Artifacts artifacts) : IProcessOutput, IDisposable
{
    private const string OutsideTasks = "run";
    private readonly ConcurrentDictionary<string, Lazy<StreamWriter>> files = new(StringComparer.OrdinalIgnoreCase);

    public void Write(string line)
    {
        var file = files.GetOrAdd(TaskScope.Current ?? OutsideTasks, Open).Value;
        lock (file)
        {
            file.WriteLine(line);
        }
    }

    /// <summary>Where a task's output is; null where it had none.</summary>
    public string? FileOf(string task) => files.ContainsKey(task) ? PathOf(task) : null;

    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Value.Dispose();
        }
    }

    private Lazy<StreamWriter> Open(string task) =>
        new(() =>
        {
            Directory.CreateDirectory(artifacts.Logs);
            return new StreamWriter(PathOf(task), append: true) { AutoFlush = true };
        });

    private string PathOf(string task) => Path.Combine(artifacts.Logs, $"{task}.log");
}
