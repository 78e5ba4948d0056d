using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting.Html;

/// <summary>Puts together what the report tells, from what the run has left in memory.</summary>
public sealed class RunReportReader(
    RunState run,
    ImageCatalog catalog,
    ImageTasks tasks,
    TaskResults results,
    ImageProgress progress,
    LogFiles logs,
    CopyReportReader copies,
    TimeProvider time
)
{
    public RunReport Read()
    {
        var names = run.Plan.Images.Select(image => image.Name).ToHashSet();
        var ran = run
            .Plan.Images.SelectMany(image => tasks.Of(image.Name))
            .Select(task => results.Find(task.Name))
            .OfType<TaskResult>()
            .ToList();
        var critical = CriticalPath
            .Of(
                ran.Select(result => new TimedTask(
                    result.Task.Name,
                    result.Duration,
                    [.. result.Task.Dependencies.Select(dependency => dependency.Name)]
                ))
            )
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var start = run.Plan.Images.SelectMany(WorkOn).Select(task => results.StartOf(task.Name)).Min();
        return new RunReport
        {
            Time = run.Began,
            Duration = time.GetUtcNow() - run.Began,
            Source = run.Plan.Source,
            Registry = run.Plan.Registry,
            WithheldTags = run.Plan.WithheldTags,
            NotLookedUp = run.Plan.NotLookedUp,
            LeftOut = run.Plan.LeftOut,
            Images = [.. run.Plan.Images.Select(image => Image(image, names, critical, start ?? default))],
            Copies = copies.Read(),
        };
    }

    private ImageReport Image(
        PlannedImage planned,
        HashSet<string> names,
        HashSet<string> critical,
        DateTimeOffset start
    )
    {
        var definition = catalog[planned.Name];
        var result = run.ResultOf(planned.Name);
        return new ImageReport
        {
            Name = planned.Name,
            Description = definition.Description,
            Parents = [.. definition.Parents.Select(parent => parent.Image).Distinct().Where(names.Contains)],
            Action = planned.Action,
            State = StateOf(planned),
            Outcome = progress.OutcomeOf(planned),
            Reasons = planned.Reasons,
            Tags = result.Tags,
            Digest = result.Digest,
            Previous = run.ReplacedBy(planned.Name),
            Tests = result.Tests,
            Findings = result.Findings,
            Layers = result.Layers,
            Size = result.Size,
            PackedSize = result.PackedSize,
            Steps = [.. WorkOn(planned).Select(Step).OfType<ReportedStep>()],
        };

        ReportedStep? Step(ImageTask task) =>
            results.Find(task.Name) is { } ended && results.StartOf(task.Name) is { } started
                ? new ReportedStep(task.Verb, started - start, ended.Duration)
                {
                    IsCritical = critical.Contains(task.Name),
                    Failure = FailureOf(ended),
                    Log = logs.Find(task.Name) is { } file ? Path.Combine("logs", Path.GetFileName(file)) : null,
                }
                : null;
    }

    private ImageState StateOf(PlannedImage image)
    {
        var outcomes = WorkOn(image).Select(task => results.Find(task.Name)?.Outcome).OfType<TaskOutcome>().ToHashSet();
        return outcomes.Contains(TaskOutcome.Failed) ? ImageState.Failed
            : outcomes.Contains(TaskOutcome.Blocked) ? ImageState.Blocked
            : outcomes.Contains(TaskOutcome.Cancelled) ? ImageState.Stopped
            : outcomes.Count == 0 ? ImageState.Nothing
            : image.Action switch
            {
                ImageAction.Build => ImageState.Built,
                ImageAction.Test => ImageState.Tested,
                ImageAction.Retag => ImageState.Retagged,
                _ => ImageState.Nothing,
            };
    }

    private IEnumerable<ImageTask> WorkOn(PlannedImage image) =>
        tasks.Of(image.Name).Where(task => task.HasWork(image.Action));

    // Failed tests are told one by one.
    private static string? FailureOf(TaskResult result) =>
        result is { Outcome: TaskOutcome.Failed, Exception: { } failure and not TestsFailedException }
            ? string.Join('\n', failure.Message.ReplaceLineEndings("\n").Split('\n').Select(Screen.Clean))
            : null;
}
