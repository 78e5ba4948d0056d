using System.Diagnostics.CodeAnalysis;
using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>The tasks of a graph that give way to the others, those of them that are ready, and the places that they may take.</summary>
internal sealed class GivingWay
{
    private readonly PriorityQueue<CakeTask, (int Chain, int Position)> ready = new();
    private readonly HashSet<CakeTask> givesWay;
    private readonly HashSet<CakeTask> others = [];
    private readonly HashSet<CakeTask> running = [];
    private readonly int places;

    public GivingWay(TaskGraph graph, ParallelEngineOptions options)
    {
        places = options.MaxDegreeOfParallelism / 2;
        givesWay = places == 0 ? [] : [.. graph.Tasks.Where(task => options.GivesWay(task))];

        // Dependencies come first. What waits for these tasks is in no hurry either.
        foreach (var task in graph.Tasks)
            if (!givesWay.Contains(task) && graph.Dependencies[task].All(others.Contains))
                others.Add(task);
    }

    /// <summary>Takes a task that is ready, if it is one that gives way.</summary>
    public bool TryEnqueue(CakeTask task, (int Chain, int Position) priority)
    {
        if (!givesWay.Contains(task))
            return false;
        ready.Enqueue(task, priority);
        return true;
    }

    /// <summary>The next of them, if it may run now.</summary>
    public bool TryDequeue([NotNullWhen(true)] out CakeTask? task)
    {
        task = null;
        if ((others.Count > 0 && running.Count >= places) || !ready.TryDequeue(out task, out _))
            return false;
        return running.Add(task);
    }

    /// <summary>A task ran, or will not.</summary>
    public void Ended(CakeTask task)
    {
        others.Remove(task);
        running.Remove(task);
    }
}
