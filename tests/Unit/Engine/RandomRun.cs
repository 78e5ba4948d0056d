using System.Collections.Concurrent;
using Bakehouse.Engine;
using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

/// <summary>A run of a random graph, and what was seen of it from inside of the tasks and at its end.</summary>
internal sealed class RandomRun
{
    private readonly ConcurrentQueue<(int Task, bool Starts)> moments = [];
    private readonly ResultsObserver observer = new();
    private readonly RandomGraph graph;

    public RandomRun(RandomGraph graph, bool failFast)
    {
        this.graph = graph;
        var options = new ParallelEngineOptions
        {
            MaxDegreeOfParallelism = graph.Jobs,
            FailFast = failFast,
            GivesWay = task => RandomGraph.Number(task.Name) % 3 == 0,
        };
        var fixture = new EngineFixture(options, observer);
        foreach (var task in graph.Registration)
            Define(fixture, task);
        Failure = fixture.CatchAsync([.. graph.Targets.Select(RandomGraph.Name)]).GetAwaiter().GetResult();
    }

    public Exception? Failure { get; }

    public TasksFailedException? FailedTasks => Failure?.InnerException as TasksFailedException;

    /// <summary>The tasks whose actions ran, each as often as they did.</summary>
    public IEnumerable<int> Started => moments.Where(moment => moment.Starts).Select(moment => moment.Task);

    public IReadOnlyList<(int Task, bool Starts)> Moments => [.. moments];

    public IReadOnlyList<int> Of(TaskOutcome outcome) =>
        [
            .. observer
                .Results.Where(result => result.Outcome == outcome)
                .Select(result => RandomGraph.Number(result.Task.Name)),
        ];

    public IEnumerable<int> Ended => observer.Results.Select(result => RandomGraph.Number(result.Task.Name));

    private void Define(EngineFixture fixture, int task)
    {
        var builder = fixture.Bare(RandomGraph.Name(task)).Does(() => WorkAsync(task));
        if (graph.Skipped.Contains(task))
            builder.WithCriteria(false);
        foreach (var dependency in graph.DependenciesOf(task))
            builder.IsDependentOn(RandomGraph.Name(dependency));
        var dependents = Enumerable.Range(0, graph.Size).Where(other => graph.DependenciesOf(other).Contains(task));
        foreach (var dependent in dependents.Where(dependent => (dependent + task) % 3 == 0))
            builder.IsDependeeOf(RandomGraph.Name(dependent));
    }

    private async Task WorkAsync(int task)
    {
        moments.Enqueue((task, true));
        for (var turn = 0; turn < task % 4; turn++)
            await Task.Yield();
        Thread.SpinWait((graph.Seed ^ task) % 2000);
        moments.Enqueue((task, false));
        if (graph.Failing.Contains(task))
            throw new InvalidOperationException($"{task} is broken");
    }

    private sealed class ResultsObserver : IEngineObserver
    {
        public IReadOnlyList<TaskResult> Results { get; private set; } = [];

        public void RunStarting(IReadOnlyList<ICakeTaskInfo> tasks) { }

        public void TaskStarted(ICakeTaskInfo task) { }

        public void TaskFinished(TaskResult result) { }

        public void RunFinished(IReadOnlyList<TaskResult> results) => Results = results;
    }
}
