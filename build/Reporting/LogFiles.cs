using System.Collections.Concurrent;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>
/// Keeps the output of each task in a file of its own, <c>artifacts/logs/Build-Base-Root.log</c>, and so apart from that
/// of the tasks beside it.
/// </summary>
public sealed class LogFiles(Artifacts artifacts) : IDisposable
{
    /// <summary>How many lines of a log are shown at most: a build's last command, and its surroundings.</summary>
    public const int MostShown = 200;

    private const string OutsideTasks = "run";
    private readonly ConcurrentDictionary<string, Lazy<StreamWriter>> files = new(StringComparer.OrdinalIgnoreCase);

    public void Write(string? task, string line)
    {
        var file = files.GetOrAdd(task ?? OutsideTasks, Open).Value;
        lock (file)
        {
            file.WriteLine(line);
        }
    }

    /// <summary>Where a task's output is, as seen from the folder of the run; null where it had none.</summary>
    public string? Find(string task) =>
        files.ContainsKey(task) ? Path.GetRelativePath(Path.GetDirectoryName(artifacts.Folder)!, PathOf(task)) : null;

    /// <summary>The end of a task's output, up to <see cref="MostShown"/> lines, and a word on what is left out.</summary>
    public IReadOnlyList<string> LastLinesOf(string task)
    {
        if (!files.ContainsKey(task))
        {
            return [];
        }

        using var reader = new StreamReader(
            new FileStream(PathOf(task), FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
        );
        var last = new Queue<string>();
        var leftOut = 0;
        while (reader.ReadLine() is { } line)
        {
            last.Enqueue(line);
            if (last.Count > MostShown)
            {
                last.Dequeue();
                leftOut++;
            }
        }

        return leftOut == 0 ? [.. last] : [$"… {leftOut} lines before these are in {Find(task)}", .. last];
    }

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
            return new StreamWriter(PathOf(task)) { AutoFlush = true };
        });

    private string PathOf(string task) => Path.Combine(artifacts.Logs, $"{task}.log");
}
