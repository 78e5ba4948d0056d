using Cake.Frosting;

namespace Bakehouse.Tasks;

[TaskName("Check")]
[TaskDescription("Checks this repository itself: layout, scripts, build, unit and integration tests")]
[IsDependentOn(typeof(CheckFormat))]
[IsDependentOn(typeof(CheckScripts))]
[IsDependentOn(typeof(CheckUnit))]
[IsDependentOn(typeof(CheckIntegration))]
public sealed class Check : FrostingTask<BuildContext>;
