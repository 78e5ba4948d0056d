namespace Cake.Docker;

/// <summary>Options of <c>docker network rm</c>.</summary>
public sealed partial class DockerNetworkRemoveSettings : AutoToolSettings;
