namespace Cake.Docker;

/// <summary>Options of <c>docker network disconnect</c>.</summary>
public sealed partial class DockerNetworkDisconnectSettings : AutoToolSettings
{
    public bool? Force { get; set; }
}
