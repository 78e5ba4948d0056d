namespace Cake.Docker;

/// <summary>Options of <c>docker push</c>.</summary>
public sealed partial class DockerImagePushSettings : AutoToolSettings
{
    [AutoProperty(Format = Constants.BoolWithTrueDefaultFormat)]
    public bool? DisableContentTrust { get; set; }
}
