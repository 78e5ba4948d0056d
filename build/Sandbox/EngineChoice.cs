using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>The engine that a run uses, and what its client needs.</summary>
/// <param name="Address">Its socket: <c>unix://…</c>.</param>
/// <param name="Gateway">This machine's address on the network of its containers, if it has one.</param>
/// <param name="Note">What the user should know of it.</param>
internal sealed record EngineInUse(string Address, string? Gateway, string Note)
{
    /// <summary>Folders to put before PATH.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Variables for the client.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>Takes the engine that runs already, or else starts one for this clone.</summary>
internal sealed class EngineChoice(
    ICommandRunner runner,
    SandboxFolders folders,
    Supervisor supervisor,
    Journal journal,
    Toolset tools,
    HostEngine? host
)
{
    public async Task<EngineInUse> EnsureAsync(CancellationToken cancellationToken) =>
        host switch
        {
            null => await OwnAsync(cancellationToken),
            { ClientHasBuildx: true } => new EngineInUse(
                host.DockerHost,
                host.Gateway,
                $"engine: the running one, {host.DockerHost}"
            ),
            _ => new EngineInUse(
                host.DockerHost,
                host.Gateway,
                $"engine: the running one, {host.DockerHost}; Debian's client in place of its own, which has no buildx"
            )
            {
                Path = [tools.Client],
                Environment = new Dictionary<string, string> { ["BUILDX_CONFIG"] = folders.DataOf("buildx") },
            },
        };

    private async Task<EngineInUse> OwnAsync(CancellationToken cancellationToken)
    {
        var engine = new OwnEngine(runner, folders, supervisor, journal, tools);
        var network = await engine.EnsureAsync(cancellationToken);
        var address = "unix://" + folders.EngineSocket;
        return new EngineInUse(
            address,
            network.Gateway,
            $"engine: Docker of Debian {AptSources.Suite}, by hand: export DOCKER_HOST={address}; "
                + $"its containers are on {network.Subnet} (bridge {network.Bridge}), and IP forwarding is on for them"
        )
        {
            Path = [tools.Client],
            Environment = new Dictionary<string, string>
            {
                ["DOCKER_HOST"] = address,
                ["BUILDX_CONFIG"] = folders.DataOf("buildx"),
            },
        };
    }
}
