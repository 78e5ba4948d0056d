using Bakehouse.Adapters.Processes;
using Bakehouse.Engine;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Check-Build")]
[TaskDescription("Compiles everything with all analyzers; a warning is an error")]
[IsDependentOn(typeof(CheckSurroundings))]
public sealed class CheckBuild(Lazy<DotnetCommand> dotnet) : AsyncFrostingTask<BuildContext>
{
    // Not incremental: a build before this one may have left the analyzers out.
    public override Task RunAsync(BuildContext context) =>
        dotnet.Value.RunAsync(
            ["build", "Bakehouse.slnx", "--no-incremental", "-warnaserror", "--nologo", "--verbosity", "quiet"],
            TaskScope.CancellationToken
        );
}
