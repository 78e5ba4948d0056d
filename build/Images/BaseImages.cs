using Cake.Frosting;

namespace Bakehouse.Images;

[TaskName("Base-Root")]
[TaskDescription(
    "Minimal Debian with the entrypoint and self-tests of every image; not meant to be built on elsewhere"
)]
public sealed class BaseRoot : ImageStage
{
    protected internal override Preparation Preparation => new("rootfs.sh", "rootfs.tar");
}

[TaskName("Base-Build")]
[TaskDescription("General builder for multi-stage builds")]
[IsDependentOn(typeof(BaseRoot))]
public sealed class BaseBuild : ImageStage;

[TaskName("Base-Build-Sbt")]
[TaskDescription("Scala build environment: JDK, scalac and sbt on top of base-build")]
[IsDependentOn(typeof(BaseBuild))]
public sealed class BaseBuildSbt : ImageStage
{
    // The checksum decides what is fetched; the address is only where.
    protected internal override IReadOnlyList<string> LocationArguments => ["SBT_URL"];

    protected internal override IReadOnlyList<Substitute> Substitutes =>
        [
            new(
                "SBT_URL",
                new Dictionary<string, string> { ["SBT_SOURCE"] = "debian" },
                "sbt's own release cannot be reached, so base-build-sbt gets Debian's packaged launcher"
            ),
        ];
}

[TaskName("Base-Runtime")]
[TaskDescription("What support teams want to find in every container")]
[IsDependentOn(typeof(BaseRoot))]
public sealed class BaseRuntime : ImageStage;

[TaskName("Base-Runtime-Jre")]
[TaskDescription("base-runtime with a Java runtime")]
[IsDependentOn(typeof(BaseRuntime))]
public sealed class BaseRuntimeJre : ImageStage;
