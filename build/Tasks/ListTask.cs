using Bakehouse.Engine;
using Bakehouse.Reporting;
using Bakehouse.Runs;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("List")]
[TaskDescription(
    "Lists the images and the copies of upstream images, and where there is a registry, their tags and digests"
)]
public sealed class ListTask(Lazy<RunPlaces> places, Lazy<ImageList> list, Lazy<CopyList> copies)
    : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var place = await places.Value.FindAsync(asksDockerHub: false, TaskScope.CancellationToken);
        await list.Value.PrintAsync(place.Destination, TaskScope.CancellationToken);
        await copies.Value.PrintAsync(place.Destination, TaskScope.CancellationToken);
    }
}
