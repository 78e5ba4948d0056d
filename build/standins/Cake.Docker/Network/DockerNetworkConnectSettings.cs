namespace Cake.Docker;

/// <summary>Options of <c>docker network connect</c>.</summary>
public sealed partial class DockerNetworkConnectSettings : AutoToolSettings
{
    public string[] Alias { get; set; }

    public string Ip { get; set; }

    public string Ip6 { get; set; }

    public string[] Link { get; set; }

    public string[] LinkLocalIp { get; set; }
}
