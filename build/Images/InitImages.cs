using Cake.Frosting;

namespace Bakehouse.Images;

[TaskName("Base-Init")]
[TaskDescription("systemd as process 1, for containers that run services as a machine does")]
[IsDependentOn(typeof(BaseRoot))]
public sealed class BaseInit : ImageStage;

[TaskName("Base-Init-Jobs")]
[TaskDescription("Jobs by the clock under systemd, seen running when the image was made")]
[IsDependentOn(typeof(BaseInit))]
public sealed class BaseInitJobs : PackerStage
{
    protected internal override BuildContainer Container => BuildContainer.Systemd;

    protected internal override TimeSpan TimeLimit => TimeSpan.FromMinutes(10);
}
