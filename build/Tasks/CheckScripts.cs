using Bakehouse.Checks;
using Bakehouse.Engine;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Check-Scripts")]
[TaskDescription("Reads all shell scripts with shellcheck")]
[IsDependentOn(typeof(CheckSurroundings))]
public sealed class CheckScripts(Lazy<ShellScripts> scripts) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => scripts.Value.CheckAsync(TaskScope.CancellationToken);
}
