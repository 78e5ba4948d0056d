using Bakehouse.Engine;
using Bakehouse.Reporting;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("List")]
[TaskDescription("Lists the images, and where there is a registry, their tags and digests")]
public sealed class ListTask(Lazy<ImageList> list) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => list.Value.PrintAsync(TaskScope.CancellationToken);
}
