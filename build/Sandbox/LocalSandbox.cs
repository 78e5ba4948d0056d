using Bakehouse.Adapters.Processes;
using Cake.Core.Diagnostics;

namespace Bakehouse.Sandbox;

/// <summary>The sandbox of one clone, on this machine.</summary>
public sealed class LocalSandbox(ICommandRunner runner, ICakeLog log, SandboxFolders folders) : ISandbox
{
    private string Lock => Path.Combine(folders.Folder, "lock");

    /// <inheritdoc/>
    public async Task<SandboxState> UpAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(Lock, cancellationToken);
        var journal = Journal.Open(folders.Journal);
        var state =
            journal.Entries.State is { } known && await IsUpAsync(known, journal.Entries, request, cancellationToken)
                ? known
                : await StartAsync(journal, request, cancellationToken);
        var upstream = new UpstreamRegistry(runner, log, folders.Resolved, journal);
        state = request.WantsUpstream ? await upstream.AddToAsync(state, cancellationToken) : state;
        return state with { UpstreamImages = upstream.ReadImages() };
    }

    /// <inheritdoc/>
    public Task<string> FetchPackerAsync(CancellationToken cancellationToken) =>
        new PackerPackage(runner, log, folders.Cache).EnsureAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task DownAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(folders.Journal))
        {
            return;
        }

        using var held = await FileLock.AcquireAsync(Lock, cancellationToken);
        var journal = Journal.Open(folders.Journal);
        var supervisor = new Supervisor(runner, folders, journal);
        if (journal.Entries is { Network: not null, Tools: { } tools })
        {
            var engine = new OwnEngine(runner, folders, supervisor, journal, new Toolset(tools));
            await engine.RemoveAsync(cancellationToken);
        }

        foreach (var daemon in journal.Entries.Daemons)
        {
            await supervisor.StopAsync(daemon);
        }

        journal.Delete();
    }

    private async Task<SandboxState> StartAsync(
        Journal journal,
        SandboxRequest request,
        CancellationToken cancellationToken
    )
    {
        var host = await FindHostEngineAsync(journal, cancellationToken);
        var sources = await AptSources.ReadAsync(runner, cancellationToken);
        var tools = await EnsureToolsAsync(journal, sources, cancellationToken);

        // Clones that start at once must not choose the same ports and addresses.
        using var choosing = await FileLock.AcquireAsync(Path.Combine(folders.Cache, "start"), cancellationToken);
        var supervisor = new Supervisor(runner, folders, journal);
        var ports = new PortChoice(supervisor, journal);
        var choice = new EngineChoice(runner, folders, supervisor, journal, tools, host);
        var engine = await choice.EnsureAsync(cancellationToken);

        var registry = RegistryDaemon.Specify(
            folders,
            tools,
            RegistryDaemon.Name,
            ports.Registry(request.RegistryPort)
        );
        await supervisor.EnsureAsync(registry, cancellationToken);

        var proxy = AptProxyDaemon.Specify(folders, tools, sources, ports.AptProxy(), engine.Gateway);
        await supervisor.EnsureAsync(proxy, cancellationToken);

        var hasLocalEcr = request.WithLocalEcr || journal.Find(LocalEcrDaemon.Name) is not null;
        if (hasLocalEcr)
        {
            await EnsureLocalEcrAsync(supervisor, ports, tools, cancellationToken);
        }

        var state = Describe(engine, tools, sources, journal.Entries);
        state = hasLocalEcr ? WithLocalEcr(state, journal.Entries.LocalEcrPort!.Value) : state;
        journal.Entries = journal.Entries with { State = state };
        return state;
    }

    private SandboxState Describe(EngineInUse engine, Toolset tools, AptSources sources, JournalEntries entries)
    {
        var registry = $"127.0.0.1:{entries.RegistryPort}";
        var proxy = new AptProxy(
            $"http://127.0.0.1:{entries.AptProxyPort}",
            engine.Gateway is null ? null : $"http://{engine.Gateway}:{entries.AptProxyPort}"
        );
        return new SandboxState
        {
            DockerHost = engine.Address,
            Registry = registry,
            AptProxy = proxy,
            Path = [tools.Bin, .. engine.Path],
            Environment = engine.Environment,
            Notes =
            [
                engine.Note,
                $"registry: http://{registry}, its data in {folders.DataOf(RegistryDaemon.Name)}",
                $"Debian's packages: from {sources.Archive} through a cache at {proxy.ForHost}, kept in {folders.Cache}",
            ],
        };
    }

    // Nothing is asked of apt, docker's client or the network here: a second Up is part of every run.
    private async Task<bool> IsUpAsync(
        SandboxState state,
        JournalEntries entries,
        SandboxRequest request,
        CancellationToken cancellationToken
    )
    {
        var isAsked = (request.RegistryPort ?? entries.RegistryPort) == entries.RegistryPort;
        if (
            !isAsked
            || (request.WithLocalEcr && !IsCurrent(entries))
            || entries.Layout != ToolsetMaker.Layout
            || !Directory.Exists(entries.Tools)
            || !entries.Daemons.All(daemon => daemon.IsAlive || daemon.Name == UpstreamRegistry.Name)
        )
        {
            return false;
        }

        var answers = await Task.WhenAll(
            EngineDaemon.AnswersAsync(state.DockerHost["unix://".Length..], cancellationToken),
            RegistryDaemon.AnswersAsync(state.Registry, cancellationToken),
            AptProxyDaemon.AnswersAsync(state.AptProxy.ForHost, cancellationToken),
            state.LocalEcr is not { } ecr
                ? Task.FromResult(true)
                : LocalEcrDaemon.AnswersAsync(ecr.Registry, cancellationToken)
        );
        return Array.TrueForAll(answers, answered => answered);
    }

    private SandboxState WithLocalEcr(SandboxState state, int port)
    {
        var ecr = LocalEcrDaemon.Describe(folders, port);
        var variables = Path.Combine(folders.Folder, "ecr.env");
        using (var writer = new StreamWriter(variables, LocalEcrSecret.Private()))
        {
            writer.Write(ecr.ToShell());
        }

        return state with
        {
            LocalEcr = ecr,
            Notes = [.. state.Notes, $"ECR: http://{ecr.Registry}, for a shell with what {variables} exports"],
        };
    }

    // Whether the local ECR runs, and is the one that the sources would make.
    private bool IsCurrent(JournalEntries entries) =>
        entries is { State.LocalEcr: not null, LocalEcrPort: { } port, LocalEcrStoragePort: { } storagePort }
        && entries.Daemons.Any(daemon =>
            daemon.Name == LocalEcrDaemon.Name
            && daemon.Fingerprint
                == LocalEcrDaemon.Specify(folders, new LocalEcrProgram(runner, log).File, port, storagePort).Fingerprint
        );

    private async Task EnsureLocalEcrAsync(
        Supervisor supervisor,
        PortChoice ports,
        Toolset tools,
        CancellationToken cancellationToken
    )
    {
        var program = await new LocalEcrProgram(runner, log).EnsureAsync(cancellationToken);
        var storagePort = ports.LocalEcrStorage();
        var storage = RegistryDaemon.Specify(folders, tools, LocalEcrDaemon.StorageName, storagePort);
        await supervisor.EnsureAsync(storage, cancellationToken);
        var ecr = LocalEcrDaemon.Specify(folders, program, ports.LocalEcr(), storagePort);
        await supervisor.EnsureAsync(ecr, cancellationToken);
    }

    // Before anything is downloaded. A clone that has an engine of its own stays with it: the images are there.
    private async Task<HostEngine?> FindHostEngineAsync(Journal journal, CancellationToken cancellationToken)
    {
        var host = journal.Entries.Network is null ? await HostEngine.FindAsync(runner, cancellationToken) : null;
        if (host is null)
        {
            OwnEngine.RequireRights();
        }

        return host;
    }

    private async Task<Toolset> EnsureToolsAsync(
        Journal journal,
        AptSources sources,
        CancellationToken cancellationToken
    )
    {
        // Another version of Bakehouse may have laid its tools out in another way.
        if (journal.Entries.Layout == ToolsetMaker.Layout && Directory.Exists(journal.Entries.Tools))
        {
            return new Toolset(journal.Entries.Tools);
        }

        var tools = await new PackageStore(runner, log, folders.Cache).EnsureAsync(sources, cancellationToken);
        journal.Entries = journal.Entries with { Tools = tools.Folder, Layout = ToolsetMaker.Layout };
        return tools;
    }
}
