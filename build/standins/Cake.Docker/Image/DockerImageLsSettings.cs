namespace Cake.Docker;

/// <summary>Options of <c>docker image ls</c>.</summary>
public sealed class DockerImageLsSettings : AutoToolSettings
{
    public bool All { get; set; }

    public bool Digests { get; set; }

    public string Format { get; set; }

    public string Filter { get; set; }

    public bool NoTrunc { get; set; }

    public bool Quiet { get; set; }
}
