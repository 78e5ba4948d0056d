using FsCheck;
using FsCheck.Fluent;

namespace Bakehouse.UnitTests.Engine;

/// <summary>
/// Tasks 0, 1, 2, …, each depending on some with a lower number; some are broken, some have nothing to do. All of it
/// follows from the three numbers, so that those of a failed check are enough to have it again.
/// </summary>
public sealed record RandomGraph
{
    private readonly IReadOnlyList<IReadOnlyList<int>> dependencies;

    public RandomGraph(int size, int jobs, int seed)
    {
        (Size, Jobs, Seed) = (size, jobs, seed);
        var random = new Random(seed);
        var density = random.NextDouble() / 2;
        dependencies =
        [
            .. Enumerable.Range(0, size).Select(task => Chosen(random, Enumerable.Range(0, task), density)),
        ];
        Targets = [size - 1, .. Chosen(random, Enumerable.Range(0, size - 1), 0.2)];
        Skipped = Chosen(random, Enumerable.Range(0, size).Except(Targets), 0.1).ToHashSet();
        Failing = Chosen(random, Enumerable.Range(0, size).Except(Skipped), 0.15).ToHashSet();
        var registration = Enumerable.Range(0, size).ToArray();
        random.Shuffle(registration);
        Registration = registration;
        Selected = [.. Enumerable.Range(0, size).Where(task => Targets.Any(target => Reaches(target, task)))];
    }

    public int Size { get; }
    public int Jobs { get; }
    public int Seed { get; }

    public IReadOnlyList<int> Targets { get; }
    public IReadOnlyList<int> Registration { get; }

    /// <summary>The targets and all that they depend on.</summary>
    public IReadOnlyList<int> Selected { get; }
    public IReadOnlySet<int> Skipped { get; }
    public IReadOnlySet<int> Failing { get; }

    public static Arbitrary<RandomGraph> Any() =>
        Arb.From(
            from size in Gen.Choose(1, 25)
            from jobs in Gen.Choose(1, 6)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select new RandomGraph(size, jobs, seed),
            graph => Enumerable.Range(1, graph.Size - 1).Select(size => new RandomGraph(size, graph.Jobs, graph.Seed))
        );

    public static string Name(int task) => $"Task-{task}";

    public static int Number(string name) => int.Parse(name.AsSpan("Task-".Length));

    public IReadOnlyList<int> DependenciesOf(int task) => dependencies[task];

    /// <summary>Whether a task is, or depends on, another one.</summary>
    public bool Reaches(int task, int other) =>
        task == other || dependencies[task].Any(dependency => Reaches(dependency, other));

    /// <summary>The failures that keep a task from running, when everything runs that can.</summary>
    public IReadOnlySet<int> FailuresAbove(int task) =>
        dependencies[task]
            .SelectMany(dependency =>
                FailuresAbove(dependency) is { Count: > 0 } above ? above
                : Failing.Contains(dependency) ? new HashSet<int> { dependency }
                : []
            )
            .ToHashSet();

    public override string ToString() => $"new RandomGraph({Size}, {Jobs}, {Seed})";

    private static int[] Chosen(Random random, IEnumerable<int> tasks, double probability) =>
        [.. tasks.Where(_ => random.NextDouble() < probability)];
}
