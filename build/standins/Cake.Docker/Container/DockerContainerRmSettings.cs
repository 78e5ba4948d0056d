namespace Cake.Docker;

/// <summary>Options of <c>docker rm</c>.</summary>
public sealed partial class DockerContainerRmSettings : AutoToolSettings
{
    public bool? Force { get; set; }

    public bool? Link { get; set; }

    public bool? Volumes { get; set; }
}
