using Bakehouse.Engine;
using Bakehouse.Steps;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Restore-Copy")]
[TaskDescription("Puts a backup of a copy of an upstream image back in its place: --copy, --backup")]
public sealed class RestoreCopyTask(Lazy<RestoreCopy> restore) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => restore.Value.RunAsync(TaskScope.CancellationToken);
}
