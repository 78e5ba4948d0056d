using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Reporting;
using Bakehouse.Reporting.Html;
using Bakehouse.Steps;
using Bakehouse.Tasks;
using Cake.Core;
using Cake.Frosting;

namespace Bakehouse.Runs;

/// <summary>Both ends of a run: a plan before the first task, and behind the last one a clean engine and a summary.</summary>
public sealed class RunLifetime(
    GivenSecrets secrets,
    RunPreparation preparation,
    Surroundings surroundings,
    EngineProbe engine,
    DockerLogins logins,
    TemporaryFiles files,
    RequiredRepositories repositories,
    ImageCatalog catalog,
    CopyCatalog copies,
    RunState run,
    EarlyBuilds earlyBuilds,
    WorkingTags workingTags,
    PlanPrinter planPrinter,
    SummaryPrinter summaryPrinter,
    CopySummary copySummary,
    RunReportReader reader,
    ReportFiles reportFiles,
    ImageFiles imageFiles,
    Interruption interruption
) : FrostingLifetime<BuildContext>
{
    public override void Setup(BuildContext context, ISetupContext info)
    {
        var tasks = info.TasksToExecute.Select(task => task.Name);
        var scope = RunScope.Of(catalog, copies, tasks, context.Arguments.GetArguments("target"));
        if (scope.IsEmpty)
        {
            return;
        }

        secrets.Remember();
        TemporaryFiles.RemoveLeftovers();

        // Cake's setup knows no asynchronous form.
        SetUpAsync(scope, interruption.Token).GetAwaiter().GetResult();
    }

    public override void Teardown(BuildContext context, ITeardownContext info)
    {
        if (!run.IsReady)
        {
            return;
        }

        EndAsync().GetAwaiter().GetResult();
    }

    // Docker is started for the first builds while the plan is explained and printed.
    private async Task SetUpAsync(RunScope scope, CancellationToken cancellationToken)
    {
        var decided = await preparation.DecideAsync(scope, cancellationToken);
        var begun = BeginAsync(scope, decided, cancellationToken);
        var explaining = preparation.ExplainAsync(decided, cancellationToken);

        // Where the one fails the other is waited for: docker that it has started is ended with the run.
        await Task.WhenAll(begun, explaining);
        run.Begin(await explaining);
        planPrinter.Print(run.Plan);
    }

    private async Task BeginAsync(RunScope scope, RunState.Prepared prepared, CancellationToken cancellationToken)
    {
        await RequireAsync(scope, prepared, cancellationToken);
        run.Begin(prepared);
        earlyBuilds.PrepareFirst(cancellationToken);
    }

    // Docker, the page and the screen need not wait for one another.
    private async Task EndAsync()
    {
        await earlyBuilds.EndAsync();
        await run.SettleAsync();
        var removed = workingTags.RemoveAsync();
        var hasImages = run.Plan.Images.Count > 0;
        var hasReport = hasImages || run.Plan.Copies.Any(copy => copy.Action != CopyAction.Nothing);
        var written = hasReport ? Task.Run(WriteReport) : Task.CompletedTask;
        try
        {
            copySummary.Print();
            if (hasImages)
            {
                summaryPrinter.Print();
            }

            await written;
            if (hasReport)
            {
                reportFiles.Print();
            }
        }
        finally
        {
            await removed;
            logins.Dispose();
            files.Dispose();
        }
    }

    private static bool IsMirrored(Plan plan, CopyDefinition copy) =>
        plan.FindCopy(copy.Name)?.Action == CopyAction.Mirror;

    private void WriteReport()
    {
        var report = reader.Read();
        reportFiles.Write(report);
        imageFiles.Write(report, run.Destination);
    }

    private async Task RequireAsync(RunScope scope, RunState.Prepared prepared, CancellationToken cancellationToken)
    {
        var plan = prepared.Plan;
        if (scope.NeedsRegistry && prepared.Places.Ecr is { } registry)
        {
            await repositories.EnsureAsync(plan, scope.Pushed, prepared.Destination, registry, cancellationToken);
        }

        if (
            scope.Debugged.Count > 0
            || plan.Images.Any(image => image.Action is ImageAction.Build or ImageAction.Test)
            || copies.Copies.Any(copy => copy.TestFolder is not null && IsMirrored(plan, copy))
        )
        {
            await engine.RequireAsync(cancellationToken);
        }

        var built = plan.Images.Where(image => image.Action == ImageAction.Build).Select(image => image.Name);
        if (built.Concat(scope.Debugged).Any(image => catalog[image].Packer is not null))
        {
            await surroundings.RequirePackerAsync(cancellationToken);
        }
    }
}
