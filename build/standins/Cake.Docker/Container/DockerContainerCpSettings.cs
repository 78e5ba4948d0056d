namespace Cake.Docker;

/// <summary>Options of <c>docker cp</c>.</summary>
public sealed partial class DockerContainerCpSettings : AutoToolSettings
{
    public bool? Archive { get; set; }

    public bool? FollowLink { get; set; }
}
