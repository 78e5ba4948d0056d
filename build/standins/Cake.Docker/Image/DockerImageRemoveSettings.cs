namespace Cake.Docker;

/// <summary>Options of <c>docker rmi</c>.</summary>
public sealed partial class DockerImageRemoveSettings : AutoToolSettings
{
    public bool? Force { get; set; }

    public bool? NoPrune { get; set; }
}
