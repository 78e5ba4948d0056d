using Bakehouse.Adapters.Docker;
using Bakehouse.Checks;
using Bakehouse.Engine;
using Bakehouse.Runs;
using Cake.Frosting;

namespace Bakehouse.Tasks;

// After the unit tests: where those fail, the slow ones would only say it again.
[TaskName("Check-Integration")]
[TaskDescription("Runs the integration tests, which build, test and push images")]
[IsDependentOn(typeof(CheckUnit))]
public sealed class CheckIntegration(
    Lazy<Surroundings> surroundings,
    Lazy<EngineProbe> engine,
    Lazy<SystemPackages> packages,
    Lazy<TestProject> tests
) : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var token = TaskScope.CancellationToken;
        var around = await surroundings.Value.PrepareAsync(asksDockerHub: false, token);
        await engine.Value.RequireAsync(token);
        await packages.Value.EnsureAsync(token);
        await tests.Value.RunAsync(
            "tests/Integration",
            new Dictionary<string, string?> { ["BAKEHOUSE_TEST_REGISTRY"] = around.Registry },
            token
        );
    }
}
