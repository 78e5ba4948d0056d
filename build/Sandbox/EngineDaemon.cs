using System.Text.Json;
using System.Text.Json.Nodes;
using Bakehouse.Adapters.Docker;

namespace Bakehouse.Sandbox;

/// <summary>The sandbox's own Docker engine; containerd is started and ended by it.</summary>
internal static class EngineDaemon
{
    public const string Name = "engine";

    /// <summary>Tells the engines of sandboxes from others.</summary>
    public const string Label = "bakehouse.sandbox";

    public static DaemonSpec Specify(SandboxFolders folders, Toolset tools, EngineNetwork network)
    {
        // dockerd reference, "Daemon configuration file". A file of our own also keeps the machine's from being read.
        var configuration = new JsonObject
        {
            ["hosts"] = new JsonArray("unix://" + folders.EngineSocket),
            ["data-root"] = folders.EngineData,
            ["exec-root"] = folders.Run,
            ["pidfile"] = Path.Combine(folders.Run, "docker.pid"),
            ["bridge"] = network.Bridge,
            ["fixed-cidr"] = network.Subnet,
            ["iptables"] = false,
            ["ip6tables"] = false,
            ["labels"] = new JsonArray($"{Label}={folders.Id}"),
            ["init-path"] = tools.Daemon("docker-init"),
            ["userland-proxy-path"] = tools.Daemon("docker-proxy"),
            ["shutdown-timeout"] = 5,
            // It would otherwise share a containerd that the machine runs, and its name there, with other engines.
            ["containerd-namespace"] = "bakehouse-" + folders.Id,
            ["containerd-plugins-namespace"] = "bakehouse-plugins-" + folders.Id,
        };
        return new DaemonSpec(
            Name,
            tools.Daemon("dockerd"),
            ["--config-file", Supervisor.ConfigurationFile(folders, Name)],
            configuration.ToJsonString(new JsonSerializerOptions { WriteIndented = true }),
            cancellationToken => AnswersAsync(folders.EngineSocket, cancellationToken)
        )
        {
            Environment = new Dictionary<string, string?>
            {
                ["PATH"] = string.Join(
                    Path.PathSeparator,
                    tools.Daemons,
                    Environment.GetEnvironmentVariable("PATH"),
                    tools.Fallbacks
                ),
            },
        };
    }

    /// <summary>Whether an engine answers on a socket.</summary>
    public static async Task<bool> AnswersAsync(string socketFile, CancellationToken cancellationToken)
    {
        using var handler = EngineSocket.HandlerOf(socketFile);
        return await HttpProbe.AnswersAsync(handler, EngineSocket.Ping, cancellationToken);
    }
}
