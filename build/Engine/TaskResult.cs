using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>What became of a task.</summary>
public enum TaskOutcome
{
    /// <summary>It ran, and what depends on it may run. Its error handler may have dealt with an exception.</summary>
    Done,

    /// <summary>A criterion of it was not met. What depends on it runs nevertheless.</summary>
    Skipped,

    /// <summary>It threw, or was a target that had to be skipped. What depends on it is not run.</summary>
    Failed,

    /// <summary>It was not started, because something that it depends on failed.</summary>
    Blocked,

    /// <summary>The run was cancelled before it started or while it ran.</summary>
    Cancelled,
}

/// <summary>The end of one task.</summary>
/// <param name="Duration">From before its task setup until after its task teardown; zero where it never started.</param>
public sealed record TaskResult(ICakeTaskInfo Task, TaskOutcome Outcome, TimeSpan Duration)
{
    /// <summary>What it threw. With <see cref="TaskOutcome.Done"/>: what its error handler dealt with.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Why it was skipped, blocked or cancelled, in words; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The failed tasks that it depends on, directly or not, in the order in which they failed.</summary>
    public IReadOnlyList<string> BlockedBy { get; init; } = [];

    /// <summary>Whether what depends on this task may run.</summary>
    internal bool Opens => Outcome is TaskOutcome.Done or TaskOutcome.Skipped;
}
