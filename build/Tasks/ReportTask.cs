using Bakehouse.Engine;
using Bakehouse.Runs;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Report")]
[TaskDescription("At the end of a pipeline: tells what has become of artifacts/plan.json, on its merge request too")]
public sealed class ReportTask(Lazy<PipelineReport> report) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => report.Value.WriteAsync(TaskScope.CancellationToken);
}
