using Bakehouse.Mirroring;

namespace Bakehouse.Reporting;

/// <summary>Shows a run while it runs. Only <see cref="ToolWrote"/> and <see cref="Moved"/> are called from several threads.</summary>
public interface IRunView
{
    /// <summary>The run begins.</summary>
    /// <param name="tasks">The targets that have something to do, by the plan.</param>
    void Begin(IReadOnlyList<ImageTask> tasks);

    /// <summary>One of the targets starts.</summary>
    /// <param name="task">The target.</param>
    /// <param name="line">What is being done, and why; null where the target before it has said so.</param>
    void Started(ImageTask task, string? line);

    /// <summary>A target came to its end, well or not.</summary>
    void Ended(TaskEnd end);

    /// <summary>Something that is worth a line.</summary>
    /// <param name="label">The image's name, or the task's.</param>
    /// <param name="line">What is to be said.</param>
    void Say(string label, string line);

    /// <summary>A program that a task started has printed a line.</summary>
    /// <param name="task">The task; null outside of tasks.</param>
    /// <param name="line">What it printed.</param>
    void ToolWrote(string? task, string line);

    /// <summary>A target has moved bytes, as a copy does. Called from several threads, and often.</summary>
    /// <param name="label">The image's name, or the copy's.</param>
    /// <param name="progress">How far it is.</param>
    void Moved(string label, CopyProgress progress);

    /// <summary>All targets came to their end.</summary>
    void End();
}

/// <summary>The end of a target.</summary>
/// <param name="Task">The target: an image's, or another one that failed.</param>
/// <param name="Label">The image's name, or the task's.</param>
/// <param name="Line">What has been done, in how long.</param>
/// <param name="Ended">When.</param>
/// <param name="Duration">How long it took.</param>
public sealed record TaskEnd(string Task, string Label, string Line, DateTimeOffset Ended, TimeSpan Duration)
{
    public bool HasFailed { get; init; }

    /// <summary>For a failure: what must be seen to understand it.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
