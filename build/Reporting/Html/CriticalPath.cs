namespace Bakehouse.Reporting.Html;

/// <summary>A task that ran.</summary>
public sealed record TimedTask(string Name, TimeSpan Duration, IReadOnlyList<string> Dependencies);

/// <summary>
/// The chain of tasks, each on the one before it, that took longest together: with any number of machines the run would
/// have taken as long.
/// </summary>
internal static class CriticalPath
{
    /// <param name="tasks">All tasks; dependencies on others count for nothing.</param>
    /// <returns>The names, in the order in which they ran.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<TimedTask> tasks)
    {
        var byName = tasks.ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);
        var chains = new Dictionary<string, Chain>(StringComparer.OrdinalIgnoreCase);
        var path = new List<string>();
        for (var end = Longest(byName.Keys); end is not null; end = end.Before)
        {
            path.Insert(0, end.Name);
        }

        return path;

        Chain? Longest(IEnumerable<string> names) =>
            names.Where(byName.ContainsKey).Select(ChainTo).MaxBy(chain => chain.Length);

        Chain ChainTo(string name)
        {
            if (!chains.TryGetValue(name, out var chain))
            {
                var task = byName[name];
                var before = Longest(task.Dependencies);
                chain = new Chain(task.Name, (before?.Length ?? TimeSpan.Zero) + task.Duration, before);
                chains[name] = chain;
            }

            return chain;
        }
    }

    private sealed record Chain(string Name, TimeSpan Length, Chain? Before);
}
