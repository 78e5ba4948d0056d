namespace Cake.Docker;

/// <summary>Options of <c>docker stop</c>.</summary>
public sealed partial class DockerContainerStopSettings : AutoToolSettings
{
    public int? Time { get; set; }
}
