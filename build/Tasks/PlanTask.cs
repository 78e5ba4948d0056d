using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Reporting;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Plan")]
[TaskDescription("Says what Push-All would do, and why, and does nothing")]
public sealed class PlanTask(Lazy<RunPreparation> preparation, Lazy<ImageCatalog> catalog, Lazy<PlanPrinter> printer)
    : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var scope = new RunScope(catalog.Value.Images, Pushes: true);
        var prepared = await preparation.Value.PrepareAsync(scope, TaskScope.CancellationToken);
        printer.Value.Print(prepared.Plan);
    }
}
