using Cake.Core;

namespace Bakehouse.Engine;

/// <summary>
/// Watches a run, for a live view or a report. The engine never calls it twice at once, and waits for it: what takes
/// long belongs elsewhere. It must not throw.
/// </summary>
public interface IEngineObserver
{
    /// <summary>Setup is over; these tasks are about to run, in an order in which they could run one by one.</summary>
    void RunStarting(IReadOnlyList<ICakeTaskInfo> tasks);

    /// <summary>A task starts. Not called for one that is blocked, or cancelled before it could start.</summary>
    void TaskStarted(ICakeTaskInfo task);

    /// <summary>A task came to its end. Called once for each task of the run, also for those that never started.</summary>
    void TaskFinished(TaskResult result);

    /// <summary>All tasks came to their end, and teardown is next. The results are in order of completion.</summary>
    void RunFinished(IReadOnlyList<TaskResult> results);
}

/// <summary>Watches nothing.</summary>
internal sealed class NoObserver : IEngineObserver
{
    public void RunStarting(IReadOnlyList<ICakeTaskInfo> tasks) { }

    public void TaskStarted(ICakeTaskInfo task) { }

    public void TaskFinished(TaskResult result) { }

    public void RunFinished(IReadOnlyList<TaskResult> results) { }
}
