namespace Bakehouse.Images;

/// <summary>
/// An image that no Dockerfile can build, as it needs a running init, privileges or volumes while it is provisioned: its
/// folder has a <c>packer.pkr.hcl</c> or <c>packer.json</c> with a docker builder in place of a Dockerfile.
/// <code>
/// [TaskName("Base-Init")]
/// [TaskDescription("base-runtime with services under systemd")]
/// [IsDependentOn(typeof(BaseRuntime))]
/// public sealed class BaseInit : PackerStage
/// {
///     protected internal override BuildContainer Container => BuildContainer.Systemd;
/// }
/// </code>
/// Its variables are what the ARGs of a Dockerfile are: the parent is handed over through the one that the builder's image
/// names, others get the values of <see cref="ImageStage.BuildArguments"/>.
/// </summary>
public abstract class PackerStage : ImageStage
{
    /// <summary>How the container runs in which the image is provisioned.</summary>
    protected internal virtual BuildContainer Container => BuildContainer.Plain;

    /// <summary>How long packer may take; then it is ended.</summary>
    protected internal virtual TimeSpan TimeLimit => PackerSettings.UsualTimeLimit;
}

/// <summary>How packer builds an image.</summary>
/// <param name="Container">How the build container runs.</param>
/// <param name="TimeLimit">How long packer may take; then it is ended.</param>
public sealed record PackerSettings(BuildContainer Container, TimeSpan TimeLimit)
{
    public static readonly TimeSpan UsualTimeLimit = TimeSpan.FromMinutes(30);
}
