using Bakehouse.Configuration;
using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Reporting;
using Bakehouse.Runs;
using Bakehouse.Steps;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Plan")]
[TaskDescription("Says what Push-All would do, and why, writes that to artifacts/plan.json, and does nothing")]
public sealed class PlanTask(
    Lazy<RunPreparation> preparation,
    Lazy<ImageCatalog> catalog,
    Lazy<CopyCatalog> copies,
    Lazy<RunOptions> options,
    Lazy<PlanPrinter> printer,
    Lazy<PlanExplainer> explainer,
    Lazy<Artifacts> artifacts
) : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var scope = RunScope.All(catalog.Value, copies.Value);
        var prepared = await preparation.Value.PrepareAsync(scope, TaskScope.CancellationToken);
        if (options.Value.Explain is { } image)
        {
            explainer.Value.Explain(prepared.Plan, prepared.Facts.Inputs, image);
        }
        else
        {
            printer.Value.Print(prepared.Plan);
        }

        await artifacts.Value.WritePlanAsync(prepared.Plan, TaskScope.CancellationToken);

        // Of a pipeline, the jobs of these images say so; the others are to run.
        if (!context.Arguments.GetArguments("target").Contains("Pipeline", StringComparer.OrdinalIgnoreCase))
        {
            UnaskedImages.Reject(prepared.Plan.Images);
        }

        if (prepared.Plan.IsDone)
        {
            Environment.ExitCode = options.Value.ExitCodeIfNothing;
        }
    }
}
