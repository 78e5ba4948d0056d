using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>How many tasks run at once, and what the first failure does to the rest.</summary>
public sealed record ParallelEngineOptions
{
    /// <summary>The most tasks that run at any one moment, 1 or more; as many as there are processors where not given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>
    /// Whether the first failure ends the run: nothing new starts, and <see cref="TaskScope.CancellationToken"/> of what
    /// is running is cancelled. Without it everything goes on that does not depend on what failed.
    /// </summary>
    public bool FailFast { get; init; }

    /// <summary>
    /// The tasks that keep no other waiting: together they take half of the places at most, while there are others to come that
    /// do not depend on them. None where not given, or where tasks run one by one.
    /// </summary>
    public Predicate<ICakeTaskInfo> GivesWay { get; init; } = _ => false;
}
