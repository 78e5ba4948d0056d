namespace Cake.Docker;

/// <summary>Options of <c>a docker command that has no alias</c>.</summary>
public sealed class DockerCustomCommandSettings : AutoToolSettings;
