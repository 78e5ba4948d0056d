using Bakehouse.Engine;
using Bakehouse.Steps;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Clean")]
[TaskDescription("Removes what runs left on this machine: working tags, containers, artifacts")]
public sealed class CleanTask(Lazy<Cleaning> cleaning) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => cleaning.Value.RunAsync(TaskScope.CancellationToken);
}
