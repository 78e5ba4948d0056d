using System.Net;
using System.Net.NetworkInformation;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>A Docker engine that runs on this machine already, and that no sandbox started.</summary>
/// <param name="DockerHost">Its address, as the user's own client reaches it.</param>
/// <param name="Gateway">This machine's address on its default network; null where it has none there.</param>
/// <param name="ClientHasBuildx">Whether the user's client has the buildx plugin.</param>
internal sealed record HostEngine(string DockerHost, string? Gateway, bool ClientHasBuildx)
{
    /// <summary>Asks the user's own client, with the user's own context. Null where no such engine answers.</summary>
    public static async Task<HostEngine?> FindAsync(ICommandRunner runner, CancellationToken cancellationToken)
    {
        if (ProgramPath.Find("docker") is null)
        {
            return null;
        }

        // Some clients succeed where no engine answers: then there is no version.
        var engine = await AskAsync("info", "--format", "{{.ServerVersion}}|{{json .Labels}}");
        var address = await AskAsync("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");

        // The sandbox's registry listens on loopback, where no engine of another machine finds it.
        var isLocal = address?.StartsWith("unix://", StringComparison.Ordinal) ?? false;
        if (engine is null or ['|', ..] || engine.Contains(EngineDaemon.Label) || !isLocal)
        {
            return null;
        }

        var gateways = await AskAsync(
            "network",
            "inspect",
            "bridge",
            "--format",
            "{{range .IPAM.Config}}{{.Gateway}} {{end}}"
        );
        return new HostEngine(
            address!,
            gateways?.Split(' ').FirstOrDefault(IsOwnAddress),
            await AskAsync("buildx", "version") is not null
        );

        async Task<string?> AskAsync(params string[] arguments)
        {
            var command = new Command("docker", arguments) { Quiet = true, AnyExitCode = true };
            var result = await runner.RunAsync(command, cancellationToken);
            return result.ExitCode == 0 ? result.Output.Trim() : null;
        }
    }

    // Rootless engines have their networks elsewhere.
    private static bool IsOwnAddress(string address) =>
        IPAddress.TryParse(address, out var parsed)
        && NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.Equals(parsed));
}
