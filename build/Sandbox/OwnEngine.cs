using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>The engine that belongs to one clone, with its network: up and down.</summary>
internal sealed class OwnEngine(
    ICommandRunner runner,
    SandboxFolders folders,
    Supervisor supervisor,
    Journal journal,
    Toolset tools
)
{
    private readonly NetworkSetup networks = new(runner, tools);
    private readonly EngineLeftovers leftovers = new(runner, folders);

    /// <summary>Throws where this process may not start an engine.</summary>
    public static void RequireRights()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new BakehouseException(
                "No Docker engine answers, and the sandbox needs root to start one of its own.",
                "Run as root, or start a Docker engine yourself: the sandbox then uses that one."
            );
        }
    }

    /// <summary>Starts the engine if it does not run.</summary>
    /// <exception cref="BakehouseException">It does not start.</exception>
    public async Task<EngineNetwork> EnsureAsync(CancellationToken cancellationToken)
    {
        var network = journal.Entries.Network ?? await networks.ChooseAsync(folders.Id, cancellationToken);
        journal.Entries = journal.Entries with { Network = network };
        await networks.EnsureAsync(network, cancellationToken);
        if (!supervisor.IsAlive(EngineDaemon.Name))
        {
            await leftovers.RemoveAsync();
        }

        Directory.CreateDirectory(folders.Run);
        await supervisor.EnsureAsync(EngineDaemon.Specify(folders, tools, network), cancellationToken);
        return network;
    }

    /// <summary>Ends the engine with all its containers and networks.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (journal.Find(EngineDaemon.Name) is { } daemon)
        {
            if (daemon.IsAlive && await EngineDaemon.AnswersAsync(folders.EngineSocket, cancellationToken))
            {
                await EmptyAsync(cancellationToken);
            }

            await supervisor.StopAsync(daemon);
        }

        await leftovers.RemoveAsync();
        if (journal.Entries.Network is { } network)
        {
            await networks.RemoveAsync(network, cancellationToken);
        }
    }

    // Killed, not stopped: nobody waits ten seconds for each container that does not listen to SIGTERM.
    private async Task EmptyAsync(CancellationToken cancellationToken)
    {
        var containers = await DockerAsync(["ps", "--all", "--quiet"], cancellationToken);
        if (containers.Length > 0)
        {
            await DockerAsync(["rm", "--force", "--volumes", .. containers], cancellationToken);
        }

        var own = await DockerAsync(["network", "ls", "--quiet", "--filter", "type=custom"], cancellationToken);
        if (own.Length > 0)
        {
            await DockerAsync(["network", "rm", .. own], cancellationToken);
        }
    }

    private async Task<string[]> DockerAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var address = "unix://" + folders.EngineSocket;
        var command = new Command(Path.Combine(tools.Client, "docker"), ["--host", address, .. arguments])
        {
            Quiet = true,
            AnyExitCode = true,
        };
        var result = await runner.RunAsync(command, cancellationToken);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
