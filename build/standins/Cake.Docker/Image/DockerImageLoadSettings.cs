namespace Cake.Docker;

/// <summary>Options of <c>docker load</c>.</summary>
public sealed partial class DockerImageLoadSettings : AutoToolSettings
{
    public string Input { get; set; }

    public bool? Quiet { get; set; }
}
