using Bakehouse.Engine;
using Bakehouse.Runs;
using Bakehouse.Sandbox;
using Cake.Frosting;
using Spectre.Console;

namespace Bakehouse.Tasks;

[TaskName("Sandbox-Up")]
[TaskDescription("Starts an engine and a registry of this clone's own, and says where they are")]
public sealed class SandboxUp(Lazy<Surroundings> surroundings) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        surroundings.Value.UseSandboxAsync(asksDockerHub: false, TaskScope.CancellationToken);
}

[TaskName("Sandbox-Down")]
[TaskDescription("Stops what Sandbox-Up or --sandbox started; the data stays")]
public sealed class SandboxDown(Lazy<ISandbox> sandbox, IAnsiConsole console) : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        await sandbox.Value.DownAsync(TaskScope.CancellationToken);
        console.WriteLine("Sandbox: nothing of it runs any more; its data stays in .sandbox.");
    }
}
