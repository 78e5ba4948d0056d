namespace Bakehouse.Sandbox;

/// <summary>Chooses the ports of a sandbox's daemons; one that runs keeps its own.</summary>
internal sealed class PortChoice(Supervisor supervisor, Journal journal)
{
    /// <param name="wanted">The port that was asked for; any where null.</param>
    /// <exception cref="BakehouseException">Somebody else has the one that was asked for.</exception>
    public int Registry(int? wanted)
    {
        var port =
            Kept(RegistryDaemon.Name, journal.Entries.RegistryPort, wanted)
            ?? wanted
            ?? LoopbackPorts.NextFree(RegistryDaemon.UsualPort);
        var isOurs = supervisor.IsAlive(RegistryDaemon.Name) && port == journal.Entries.RegistryPort;
        if (!isOurs && !LoopbackPorts.IsFree(port))
        {
            throw new BakehouseException(
                $"The sandbox's registry cannot listen on 127.0.0.1:{port}: the port is taken.",
                "Stop what listens there, ask for another one with --registry, or leave that out for the next free one."
            );
        }

        journal.Entries = journal.Entries with { RegistryPort = port };
        return port;
    }

    public int Upstream()
    {
        var port =
            Kept(UpstreamRegistry.Name, journal.Entries.UpstreamPort, wanted: null)
            ?? LoopbackPorts.NextFree(UpstreamRegistry.UsualPort);
        journal.Entries = journal.Entries with { UpstreamPort = port };
        return port;
    }

    public int AptProxy()
    {
        var port =
            Kept(AptProxyDaemon.Name, journal.Entries.AptProxyPort, wanted: null)
            ?? LoopbackPorts.NextFree(AptProxyDaemon.UsualPort);
        journal.Entries = journal.Entries with { AptProxyPort = port };
        return port;
    }

    public int LocalEcr()
    {
        var port =
            Kept(LocalEcrDaemon.Name, journal.Entries.LocalEcrPort, wanted: null)
            ?? LoopbackPorts.NextFree(LocalEcrDaemon.UsualPort);
        journal.Entries = journal.Entries with { LocalEcrPort = port };
        return port;
    }

    public int LocalEcrStorage()
    {
        var port =
            Kept(LocalEcrDaemon.StorageName, journal.Entries.LocalEcrStoragePort, wanted: null)
            ?? LoopbackPorts.NextFree(LocalEcrDaemon.UsualPort + 1);
        journal.Entries = journal.Entries with { LocalEcrStoragePort = port };
        return port;
    }

    private int? Kept(string daemon, int? recorded, int? wanted) =>
        supervisor.IsAlive(daemon) && (wanted ?? recorded) == recorded ? recorded : null;
}
