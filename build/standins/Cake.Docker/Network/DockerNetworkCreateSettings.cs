namespace Cake.Docker;

/// <summary>Options of <c>docker network create</c>.</summary>
public sealed partial class DockerNetworkCreateSettings : AutoToolSettings
{
    public bool? Attachable { get; set; }

    public string[] AuxAddress { get; set; }

    public string ConfigFrom { get; set; }

    public bool? ConfigOnly { get; set; }

    public string Driver { get; set; }

    public string[] Gateway { get; set; }

    public bool? Ingress { get; set; }

    public bool? Internal { get; set; }

    public string IpamDriver { get; set; }

    public string[] IpamOpt { get; set; }

    public string[] IpRange { get; set; }

    public bool? Ipv6 { get; set; }

    public string[] Label { get; set; }

    public string[] Opt { get; set; }

    public string Scope { get; set; }

    public string[] Subnet { get; set; }
}
