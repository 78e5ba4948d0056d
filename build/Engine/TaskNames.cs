using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>Finds tasks by name, in any case of letters, as Cake does.</summary>
internal sealed class TaskNames(IReadOnlyList<CakeTask> tasks)
{
    private readonly Dictionary<string, CakeTask> byName = tasks.ToDictionary(
        task => task.Name,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The task that a dependency names; null where there is none and none is required.</summary>
    /// <exception cref="CakeException">A required task is missing.</exception>
    public CakeTask? Resolve(CakeTaskDependency dependency, string claim)
    {
        if (byName.TryGetValue(dependency.Name, out var task))
            return task;
        return dependency.Required
            ? throw new CakeException($"{claim} but there is no such task. {Suggest(dependency.Name)}".TrimEnd())
            : null;
    }

    /// <summary>The tasks that the targets name, each once.</summary>
    /// <exception cref="CakeException">There is no task with that name.</exception>
    public IReadOnlyList<CakeTask> Targets(IEnumerable<string> targets)
    {
        var names = targets.ToArray();
        var unknown = names.Where(name => !byName.ContainsKey(name)).ToArray();
        return unknown.Length == 0
            ? [.. names.Select(name => byName[name]).Distinct()]
            : throw new CakeException(
                string.Join(
                    Environment.NewLine,
                    unknown.Select(name => $"The target '{name}' was not found. {Suggest(name)}".TrimEnd())
                )
            );
    }

    private string Suggest(string name) => NearestNames.Suggest(name, tasks.Select(task => task.Name));
}
