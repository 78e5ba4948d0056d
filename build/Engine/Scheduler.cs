using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>
/// Runs the tasks of a graph, up to a number of them at once, each when all that it depends on is done. Where there is a
/// choice, the task goes first that starts the longest chain, and last what gives way. All its state belongs to the one loop in
/// <see cref="RunAsync"/>, so none of it is locked.
/// </summary>
internal sealed class Scheduler(
    TaskGraph graph,
    ParallelEngineOptions options,
    Func<CakeTask, CancellationToken, Task<TaskResult>> run,
    IEngineObserver observer
)
{
    private readonly PriorityQueue<CakeTask, (int Chain, int Position)> ready = new();
    private readonly Dictionary<CakeTask, int> waitsFor = [];
    private readonly Dictionary<CakeTask, (int Chain, int Position)> priorities = Priorities(
        graph,
        options.MaxDegreeOfParallelism
    );
    private readonly GivingWay givingWay = new(graph, options);
    private readonly Dictionary<Task<TaskResult>, CakeTask> running = [];
    private readonly OrderedDictionary<CakeTask, TaskResult> results = [];

    /// <summary>The results of all tasks, in order of completion.</summary>
    public async Task<IReadOnlyList<TaskResult>> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        observer.RunStarting(graph.Tasks);
        foreach (var task in graph.Tasks)
            WaitFor(task, graph.Dependencies[task].Count());

        StartReady(stop.Token);
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running.Keys);
            running.Remove(ended, out var task);
            Finish(task!, await ended);
            if (options.FailFast && results[task!].Outcome == TaskOutcome.Failed)
                await stop.CancelAsync();
            StartReady(stop.Token);
        }

        foreach (var task in graph.Tasks.Where(task => !results.ContainsKey(task)))
            Record(
                task,
                new TaskResult(task, TaskOutcome.Cancelled, TimeSpan.Zero) { Reason = "cancelled before it started" }
            );
        observer.RunFinished([.. results.Values]);
        return [.. results.Values];
    }

    /// <summary>One by one, no order is faster than another: that of the graph is the easiest to follow.</summary>
    private static Dictionary<CakeTask, (int Chain, int Position)> Priorities(TaskGraph graph, int atOnce)
    {
        var chains = graph.RemainingChains();
        return graph
            .Tasks.Index()
            .ToDictionary(entry => entry.Item, entry => (atOnce == 1 ? 0 : -chains[entry.Item], entry.Index));
    }

    private void WaitFor(CakeTask task, int count)
    {
        waitsFor[task] = count;
        if (count == 0 && !givingWay.TryEnqueue(task, priorities[task]))
            ready.Enqueue(task, priorities[task]);
    }

    private void StartReady(CancellationToken cancellationToken)
    {
        while (
            !cancellationToken.IsCancellationRequested
            && running.Count < options.MaxDegreeOfParallelism
            && (ready.TryDequeue(out var task, out _) || givingWay.TryDequeue(out task))
        )
        {
            observer.TaskStarted(task);
            running.Add(Task.Run(() => run(task, cancellationToken), CancellationToken.None), task);
        }
    }

    private void Finish(CakeTask task, TaskResult result)
    {
        Record(task, result);
        if (result.Opens)
            foreach (var dependent in graph.Dependents[task])
                WaitFor(dependent, waitsFor[dependent] - 1);
        else if (result.Outcome == TaskOutcome.Failed)
            BlockDependents(task);
    }

    private void BlockDependents(CakeTask failed)
    {
        var reached = new HashSet<CakeTask>();
        var open = new Queue<CakeTask>([failed]);
        while (open.TryDequeue(out var task))
            foreach (var dependent in graph.Dependents[task].Where(reached.Add))
            {
                Block(dependent, failed.Name);
                open.Enqueue(dependent);
            }
    }

    private void Block(CakeTask task, string failed)
    {
        if (results.TryGetValue(task, out var blocked))
            results[task] = blocked with { BlockedBy = [.. blocked.BlockedBy, failed] };
        else
            Record(
                task,
                new TaskResult(task, TaskOutcome.Blocked, TimeSpan.Zero)
                {
                    BlockedBy = [failed],
                    Reason = $"depends on {failed}, which failed",
                }
            );
    }

    private void Record(CakeTask task, TaskResult result)
    {
        results.Add(task, result);
        givingWay.Ended(task);
        observer.TaskFinished(result);
    }
}
