using Bakehouse.Engine;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Cake.Core;

namespace Bakehouse.Reporting;

/// <summary>
/// Turns what the engine says of tasks into what a person wants to know of images: only what has something to do by the
/// plan, each image that is blocked once, and of a failure what explains it.
/// </summary>
public sealed class RunObserver(
    IRunView view,
    RunState run,
    ImageTasks images,
    TaskResults outcomes,
    ImageProgress progress,
    LogFiles logs,
    TimeProvider time
) : IEngineObserver
{
    private readonly HashSet<string> announced = [];
    private readonly HashSet<string> stopped = [];
    private HashSet<ImageTask> shown = [];

    public void RunStarting(IReadOnlyList<ICakeTaskInfo> tasks)
    {
        var ours = tasks.Select(task => images.Find(task.Name)).OfType<ImageTask>().ToList();
        var pushed = ours.Where(task => task.Verb == "Push").Select(task => task.Image).ToHashSet();

        // Names in the engine are a matter of milliseconds, and the push says which they are.
        shown =
        [
            .. ours.Where(task =>
                run.IsReady && task.HasWork(run.Plan) && !(task.Verb == "Tag" && pushed.Contains(task.Image))
            ),
        ];
        view.Begin([.. shown]);
    }

    public void TaskStarted(ICakeTaskInfo task)
    {
        outcomes.Started(task.Name, time.GetUtcNow());
        if (images.Find(task.Name) is not { } known || !shown.Contains(known))
        {
            return;
        }

        var line = announced.Add(known.Image)
            ? $"{StepPhrases.Doing(known, ActionOf(known.Image))}: {Reasons(known.Image)}"
            : null;
        view.Started(known, line);
    }

    public void TaskFinished(TaskResult result)
    {
        outcomes.Set(result);
        var known = images.Find(result.Task.Name);
        switch (result.Outcome)
        {
            case TaskOutcome.Done when known is not null && shown.Contains(known):
                View(result, Done(known, result.Duration));
                break;
            case TaskOutcome.Failed:
                stopped.Add(images.LabelOf(result.Task.Name));
                View(
                    result,
                    known is null
                        ? $"failed after {Phrases.Duration(result.Duration)}"
                        : StepPhrases.Failed(known, result.Exception, result.Duration)
                );
                break;
            case TaskOutcome.Blocked when IsNews(known):
                view.Say(known!.Image, progress.Blocked(known, result));
                break;
            case TaskOutcome.Cancelled when IsNews(known):
                view.Say(known!.Image, result.Exception is null ? "not run: the run was stopped" : "stopped");
                break;
        }
    }

    public void RunFinished(IReadOnlyList<TaskResult> results)
    {
        foreach (var result in results)
        {
            outcomes.Set(result);
        }

        view.End();
    }

    private string Done(ImageTask task, TimeSpan duration) =>
        task.IsOfCopy
            ? CopyPhrases.Done(run.CopyOf(task.Image), duration)
            : StepPhrases.Done(task, ActionOf(task.Image), run.ResultOf(task.Image), duration);

    private bool IsNews(ImageTask? task) => task is not null && shown.Contains(task) && stopped.Add(task.Image);

    private void View(TaskResult result, string line)
    {
        var task = result.Task.Name;
        var hasFailed = result.Outcome == TaskOutcome.Failed;
        view.Ended(
            new TaskEnd(task, images.LabelOf(task), line, time.GetUtcNow(), result.Duration)
            {
                HasFailed = hasFailed,
                Details = hasFailed ? Details(task, result.Exception) : [],
            }
        );
    }

    /// <summary>Of failed tests what each expected and found; of anything else what was printed.</summary>
    private IReadOnlyList<string> Details(string task, Exception? failure)
    {
        var said = failure?.Message.ReplaceLineEndings("\n").Split('\n') ?? [];
        return failure is TestsFailedException ? said[1..]
            : logs.LastLinesOf(task) is { Count: > 0 } printed ? printed
            : said;
    }

    private ImageAction ActionOf(string image) =>
        run.IsReady ? run.Plan.Find(image)?.Action ?? ImageAction.Nothing : ImageAction.Nothing;

    private string Reasons(string image) =>
        string.Join("; ", run.Plan.Find(image)?.Reasons ?? run.Plan.FindCopy(image)?.Reasons ?? []);
}
