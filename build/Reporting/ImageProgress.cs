using Bakehouse.Engine;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>What became of one image so far, put together from its targets.</summary>
public sealed class ImageProgress(RunState run, TaskResults results, ImageTasks tasks)
{
    /// <summary>The outcome of an image with which all went well.</summary>
    public const string Done = "done";

    /// <summary>How long the targets that had something to do took together.</summary>
    public TimeSpan DurationOf(PlannedImage image) =>
        Work(image).Aggregate(TimeSpan.Zero, (sum, task) => sum + (results.Find(task.Name)?.Duration ?? TimeSpan.Zero));

    /// <summary><c>done</c>, <c>tests failed</c>, <c>blocked by base-build</c>, <c>stopped</c>.</summary>
    public string OutcomeOf(PlannedImage image)
    {
        var (task, result) = Work(image)
            .Select(task => (Task: task, Result: results.Find(task.Name)))
            .FirstOrDefault(entry => entry.Result is { Outcome: not (TaskOutcome.Done or TaskOutcome.Skipped) });
        return result?.Outcome switch
        {
            null => Done,
            TaskOutcome.Failed => $"{StepPhrases.Noun(task)} failed",
            TaskOutcome.Blocked => $"blocked by {string.Join(", ", result.BlockedBy.Select(tasks.LabelOf))}",
            _ => "stopped",
        };
    }

    /// <summary>Why a target was not run.</summary>
    public string Blocked(ImageTask task, TaskResult result)
    {
        var action = run.Plan.Find(task.Image)?.Action ?? ImageAction.Nothing;
        var hasBegun = tasks
            .Of(task.Image)
            .Any(other =>
                other.HasWork(action) && results.Find(other.Name) is { Outcome: TaskOutcome.Done or TaskOutcome.Failed }
            );
        return StepPhrases.Blocked(task, hasBegun, result.BlockedBy.Select(Describe));
    }

    private IEnumerable<ImageTask> Work(PlannedImage image) =>
        tasks.Of(image.Name).Where(task => task.HasWork(image.Action));

    private string Describe(string task) => tasks.Find(task) is { } known ? StepPhrases.TheWork(known) : task;
}
