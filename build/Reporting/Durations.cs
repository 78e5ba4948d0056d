using System.Collections.Concurrent;

namespace Bakehouse.Reporting;

/// <summary>How long each task of the run took.</summary>
public sealed class Durations
{
    private readonly ConcurrentDictionary<string, TimeSpan> tasks = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string task, TimeSpan duration) => tasks[task] = duration;

    public TimeSpan Of(IEnumerable<string> names) =>
        names.Aggregate(TimeSpan.Zero, (sum, name) => sum + tasks.GetValueOrDefault(name));
}
