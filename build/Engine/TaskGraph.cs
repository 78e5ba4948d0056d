using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>
/// Tasks and what each depends on: complete and without circles, or it would not have been made. Tasks are in an order in
/// which they could run one by one: each behind what it depends on, otherwise as they were registered.
/// </summary>
internal sealed class TaskGraph
{
    private TaskGraph(IReadOnlyList<CakeTask> tasks, IReadOnlyCollection<Dependency> dependencies)
    {
        Dependencies = dependencies.ToLookup(edge => edge.Dependent, edge => edge.On);
        Dependents = dependencies.ToLookup(edge => edge.On, edge => edge.Dependent);
        Tasks = InOrder(tasks);
    }

    public IReadOnlyList<CakeTask> Tasks { get; }

    /// <summary>What a task directly depends on.</summary>
    public ILookup<CakeTask, CakeTask> Dependencies { get; }

    /// <summary>What directly depends on a task.</summary>
    public ILookup<CakeTask, CakeTask> Dependents { get; }

    /// <exception cref="CakeException">A required task is missing, or tasks depend on one another in a circle.</exception>
    public static TaskGraph Build(IReadOnlyList<CakeTask> tasks)
    {
        var names = new TaskNames(tasks);
        var dependencies = new HashSet<Dependency>();
        foreach (var task in tasks)
        {
            foreach (var on in task.Dependencies)
                if (names.Resolve(on, $"Task '{task.Name}' depends on task '{on.Name}'") is { } found)
                    dependencies.Add(new Dependency(task, found));
            foreach (var of in task.Dependees)
                if (names.Resolve(of, $"Task '{task.Name}' says that task '{of.Name}' depends on it,") is { } found)
                    dependencies.Add(new Dependency(found, task));
        }

        return new TaskGraph(tasks, dependencies);
    }

    /// <summary>The targets and all that they depend on; the targets alone where <paramref name="exclusive"/>.</summary>
    /// <exception cref="CakeException">There is no such target.</exception>
    public TaskGraph Select(IReadOnlyCollection<CakeTask> targets, bool exclusive)
    {
        var selected = targets.ToHashSet();
        var open = new Stack<CakeTask>(exclusive ? [] : selected);
        while (open.TryPop(out var task))
            foreach (var dependency in Dependencies[task].Where(selected.Add))
                open.Push(dependency);

        var dependencies =
            from task in selected
            from dependency in Dependencies[task]
            where selected.Contains(dependency)
            select new Dependency(task, dependency);
        return new TaskGraph([.. Tasks.Where(selected.Contains)], [.. dependencies]);
    }

    /// <summary>The number of tasks in the longest chain that starts with each task and ends with what nothing waits for.</summary>
    public IReadOnlyDictionary<CakeTask, int> RemainingChains()
    {
        var chains = new Dictionary<CakeTask, int>();
        foreach (var task in Tasks.Reverse())
            chains[task] = 1 + Dependents[task].Select(dependent => chains[dependent]).DefaultIfEmpty(0).Max();
        return chains;
    }

    /// <summary>Kahn's algorithm, with a queue by registration.</summary>
    private List<CakeTask> InOrder(IReadOnlyList<CakeTask> tasks)
    {
        var position = tasks.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var waitsFor = tasks.ToDictionary(task => task, task => Dependencies[task].Count());
        var ready = new PriorityQueue<CakeTask, int>(
            tasks.Where(task => waitsFor[task] == 0).Select(task => (task, position[task]))
        );
        var ordered = new List<CakeTask>(tasks.Count);
        while (ready.TryDequeue(out var task, out _))
        {
            ordered.Add(task);
            foreach (var dependent in Dependents[task])
                if (--waitsFor[dependent] == 0)
                    ready.Enqueue(dependent, position[dependent]);
        }

        return ordered.Count == tasks.Count ? ordered : throw Circular(tasks.Except(ordered));
    }

    /// <summary>
    /// Each of the tasks that are left depends on another one that is left, so following those ends up in a circle.
    /// </summary>
    private CakeException Circular(IEnumerable<CakeTask> left)
    {
        var stuck = left.ToHashSet();
        var path = new List<CakeTask>();
        for (var task = stuck.First(); ; task = Dependencies[task].First(stuck.Contains))
        {
            var start = path.IndexOf(task);
            path.Add(task);
            if (start >= 0)
                return new CakeException(
                    $"Tasks depend on one another in a circle: {string.Join(" → ", path.Skip(start).Select(t => t.Name))}."
                );
        }
    }

    private readonly record struct Dependency(CakeTask Dependent, CakeTask On);
}
