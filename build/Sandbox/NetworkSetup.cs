using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>
/// Makes the bridge and the firewall rules of a clone's engine. Docker would make the rules itself, in chains that it
/// empties when it starts: those of another engine on the machine with them.
/// </summary>
internal sealed class NetworkSetup(ICommandRunner runner, Toolset tools)
{
    public async Task<EngineNetwork> ChooseAsync(string id, CancellationToken cancellationToken)
    {
        var routes = await RunAsync("ip", ["-json", "-4", "route", "show", "table", "all"], cancellationToken);
        return EngineNetwork.Choose(id, routes.Output);
    }

    public async Task EnsureAsync(EngineNetwork network, CancellationToken cancellationToken)
    {
        if (!Exists(network.Bridge))
        {
            await RunAsync("ip", ["link", "add", network.Bridge, "type", "bridge"], cancellationToken);
        }

        await RunAsync("ip", ["address", "replace", $"{network.Gateway}/24", "dev", network.Bridge], cancellationToken);
        // Without an address of its own a bridge takes the lowest of its ports', and so another one as containers come
        // and go: the others then send to one that nobody has, until their ARP entries expire.
        await RunAsync(
            "ip",
            ["link", "set", network.Bridge, "address", network.HardwareAddress, "up"],
            cancellationToken
        );
        foreach (var rule in network.Rules)
        {
            if (!await HasAsync(rule, cancellationToken))
            {
                await FirewallAsync("--insert", rule, cancellationToken);
            }
        }
    }

    public async Task RemoveAsync(EngineNetwork network, CancellationToken cancellationToken)
    {
        foreach (var rule in network.Rules)
        {
            while (await HasAsync(rule, cancellationToken))
            {
                await FirewallAsync("--delete", rule, cancellationToken);
            }
        }

        if (Exists(network.Bridge))
        {
            await RunAsync("ip", ["link", "delete", network.Bridge], cancellationToken);
        }
    }

    private static bool Exists(string bridge) => Directory.Exists($"/sys/class/net/{bridge}");

    private async Task<bool> HasAsync(FirewallRule rule, CancellationToken cancellationToken) =>
        (await FirewallAsync("--check", rule, cancellationToken, anyExitCode: true)).ExitCode == 0;

    private Task<CommandResult> FirewallAsync(
        string action,
        FirewallRule rule,
        CancellationToken cancellationToken,
        bool anyExitCode = false
    ) =>
        RunAsync(
            "iptables",
            ["--wait", "--table", rule.Table, action, rule.Chain, .. rule.Match],
            cancellationToken,
            anyExitCode
        );

    private async Task<CommandResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        bool anyExitCode = false
    )
    {
        try
        {
            var command = new Command(tools.Network(program), arguments) { Quiet = true, AnyExitCode = anyExitCode };
            return await runner.RunAsync(command, cancellationToken);
        }
        catch (CommandFailedException exception)
        {
            throw new BakehouseException(
                $"The sandbox's network could not be set up: {exception.Message}",
                "The sandbox's engine needs root with the capabilities NET_ADMIN and SYS_ADMIN (in a container: "
                    + "--privileged). A Docker engine that you start yourself is used as well.",
                exception
            );
        }
    }
}
