namespace Cake.Docker;

/// <summary>Options of <c>docker logs</c>.</summary>
public sealed partial class DockerContainerLogsSettings : AutoToolSettings
{
    public bool? Details { get; set; }

    public bool? Follow { get; set; }

    public string Since { get; set; }

    public string Tail { get; set; }

    public bool? Timestamps { get; set; }

    public string Until { get; set; }
}
