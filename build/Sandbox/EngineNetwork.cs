using System.Net;
using System.Text.Json;

namespace Bakehouse.Sandbox;

/// <summary>The network that the containers of one clone's engine are on.</summary>
/// <param name="Bridge">The bridge's name: at most 15 characters (IFNAMSIZ).</param>
/// <param name="Subnet">Its addresses, in CIDR notation: <c>172.23.81.0/24</c>.</param>
/// <param name="Gateway">This machine's address on it.</param>
internal sealed record EngineNetwork(string Bridge, string Subnet, string Gateway)
{
    private const int FirstBlock = 16;
    private const int Blocks = 16 * 256;

    /// <summary>The bridge's MAC address: a locally administered one, made of the gateway's address, as docker's is.</summary>
    public string HardwareAddress =>
        "02:42:" + string.Join(':', IPAddress.Parse(Gateway).GetAddressBytes().Select(part => $"{part:x2}"));

    /// <summary>
    /// Picks one of the /24 networks of 172.16.0.0/12 (RFC 1918, section 3) that no route of this machine touches.
    /// Clones start their search in different places, so that two that start at once do not meet.
    /// </summary>
    /// <param name="id">The clone's; see <see cref="SandboxFolders.Id"/>.</param>
    /// <param name="routes">What <c>ip -json -4 route show table all</c> says.</param>
    public static EngineNetwork Choose(string id, string routes)
    {
        var taken = ParseRoutes(routes);
        var start = (int)(Convert.ToUInt32(id, 16) % Blocks);
        var prefix =
            Enumerable
                .Range(0, Blocks)
                .Select(offset => (start + offset) % Blocks)
                .Select(block => $"172.{FirstBlock + (block / 256)}.{block % 256}")
                .FirstOrDefault(prefix => !taken.Exists(network => Overlap(network, IPNetwork.Parse($"{prefix}.0/24"))))
            ?? throw new BakehouseException(
                "No network in 172.16.0.0/12 is free for the sandbox's containers.",
                "Remove networks that are no longer used, or start a Docker engine yourself."
            );
        return new EngineNetwork("bake-" + id, prefix + ".0/24", prefix + ".1");
    }

    /// <summary>
    /// The firewall rules that let its containers out, and their answers in: each a table and a chain with what
    /// iptables wants to know, the same for adding and for deleting.
    /// </summary>
    public IReadOnlyList<FirewallRule> Rules =>
        [
            new("nat", "POSTROUTING", ["--source", Subnet, "!", "--out-interface", Bridge, "--jump", "MASQUERADE"]),
            new("filter", "FORWARD", ["--in-interface", Bridge, "--jump", "ACCEPT"]),
            new("filter", "FORWARD", ["--out-interface", Bridge, "--jump", "ACCEPT"]),
            new("filter", "INPUT", ["--in-interface", Bridge, "--jump", "ACCEPT"]),
        ];

    private static List<IPNetwork> ParseRoutes(string routes)
    {
        using var document = JsonDocument.Parse(routes);
        return
        [
            .. document
                .RootElement.EnumerateArray()
                .Select(route => route.GetProperty("dst").GetString()!)
                .Where(destination => destination != "default")
                .Select(destination => IPNetwork.Parse(destination.Contains('/') ? destination : destination + "/32")),
        ];
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);
}

/// <summary>A rule in a chain of a firewall table.</summary>
internal sealed record FirewallRule(string Table, string Chain, IReadOnlyList<string> Match);
