using Bakehouse.Adapters.Git;
using Bakehouse.Configuration;
using Bakehouse.Engine;
using Bakehouse.Runs;
using Bakehouse.Steps;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Restore-Copy")]
[TaskDescription("Puts a backup of a copy of an upstream image back in its place: --copy, --backup")]
public sealed class RestoreCopyTask(
    Lazy<RunPlaces> places,
    Lazy<ISourceReader> sources,
    Lazy<VersionFile> version,
    Lazy<RestoreCopy> restore
) : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var place = await places.Value.RequireAsync(asksDockerHub: false, TaskScope.CancellationToken);
        var source = await sources.Value.ReadAsync(version.Value.Read(), TaskScope.CancellationToken);
        await restore.Value.RunAsync(place.Destination, source, TaskScope.CancellationToken);
    }
}
