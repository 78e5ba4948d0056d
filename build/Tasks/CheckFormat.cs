using Bakehouse.Adapters.Processes;
using Bakehouse.Engine;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Check-Format")]
[TaskDescription("Checks that the code is laid out as CSharpier does it")]
[IsDependentOn(typeof(CheckSurroundings))]
public sealed class CheckFormat(Lazy<DotnetCommand> dotnet) : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var token = TaskScope.CancellationToken;
        await dotnet.Value.RunAsync(["tool", "restore"], token);
        var answer = await dotnet.Value.TryAsync(["csharpier", "check", "."], new Dictionary<string, string?>(), token);
        if (answer.ExitCode != 0)
        {
            throw new BakehouseException(
                $"The code is not laid out as CSharpier does it:{Environment.NewLine}{answer.Error}{answer.Output}".TrimEnd(),
                "Run: dotnet csharpier format ."
            );
        }
    }
}
