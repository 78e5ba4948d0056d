using Bakehouse.Engine;
using Bakehouse.Runs;
using Cake.Frosting;

namespace Bakehouse.Tasks;

// Before all others, as it changes what every program finds around it.
[TaskName("Check-Surroundings")]
[TaskDescription("Brings up what the checks need, where --sandbox asks for it")]
public sealed class CheckSurroundings(Lazy<Surroundings> surroundings) : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) =>
        surroundings.Value.PrepareAsync(asksDockerHub: false, TaskScope.CancellationToken);
}
