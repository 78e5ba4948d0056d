namespace Cake.Docker;

/// <summary>Options of <c>docker pull</c>.</summary>
public sealed partial class DockerImagePullSettings : AutoToolSettings
{
    public bool? AllTags { get; set; }

    [AutoProperty(Format = Constants.BoolWithTrueDefaultFormat)]
    public bool? DisableContentTrust { get; set; }

    public string Platform { get; set; }
}
