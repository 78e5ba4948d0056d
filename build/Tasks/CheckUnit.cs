using Bakehouse.Checks;
using Bakehouse.Engine;
using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Check-Unit")]
[TaskDescription("Runs the unit tests")]
[IsDependentOn(typeof(CheckBuild))]
public sealed class CheckUnit(Lazy<TestProject> tests) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        tests.Value.RunAsync("tests/Unit", new Dictionary<string, string?>(), TaskScope.CancellationToken);
}
