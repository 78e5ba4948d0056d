namespace Cake.Docker;

/// <summary>Options of <c>docker ps</c>.</summary>
public sealed partial class DockerContainerPsSettings : AutoToolSettings
{
    public bool? All { get; set; }

    public string Filter { get; set; }

    public string Format { get; set; }

    public int Last { get; set; }

    public bool? Latest { get; set; }

    public bool? NoTrunc { get; set; }

    public bool? Quiet { get; set; }

    public bool? Size { get; set; }
}
