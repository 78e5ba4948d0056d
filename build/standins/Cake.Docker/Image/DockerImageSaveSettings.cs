namespace Cake.Docker;

/// <summary>Options of <c>docker save</c>.</summary>
public sealed partial class DockerImageSaveSettings : AutoToolSettings
{
    public string Output { get; set; }
}
