using System.Security.Cryptography;
using System.Text;

namespace Bakehouse.Sandbox;

/// <summary>The folders of one clone's sandbox, and the package cache that all clones of a user share.</summary>
public sealed class SandboxFolders
{
    // A unix socket's path has room for 107 bytes (unix(7)); the engine's longest own name below the run folder is
    // containerd/containerd.sock.ttrpc.
    private const int LongestRunFolder = 107 - 34;

    public SandboxFolders(string clone, string cache)
    {
        Clone = Path.TrimEndingDirectorySeparator(Path.GetFullPath(clone));
        Cache = Path.GetFullPath(cache);
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Clone)))[..8];
        Folder = Path.Combine(Clone, ".sandbox");
        var run = Path.Combine(Folder, "run");
        Run = Encoding.UTF8.GetByteCount(run) <= LongestRunFolder ? run : $"/run/bakehouse-{Id}";
    }

    /// <summary>The clone that the sandbox belongs to.</summary>
    public string Clone { get; }

    /// <summary>Eight hexadecimal digits that tell this clone from others: part of the names on shared ground.</summary>
    public string Id { get; }

    /// <summary><c>.sandbox</c>, with everything that belongs to this clone alone.</summary>
    public string Folder { get; }

    /// <summary>Sockets and other things that live as long as the engine; under <c>/run</c> for a deep clone.</summary>
    public string Run { get; }

    /// <summary>Unpacked packages and fetched archives, shared between clones: safe to delete when none is up.</summary>
    public string Cache { get; }

    public string Logs => Path.Combine(Folder, "logs");

    public string Configuration => Path.Combine(Folder, "etc");

    public string Journal => Path.Combine(Folder, "state.json");

    public string EngineSocket => Path.Combine(Run, "docker.sock");

    public string EngineData => Path.Combine(Folder, "engine");

    /// <summary>The same by the clone that <c>.sandbox</c> really stands in, where here is a link to it.</summary>
    public SandboxFolders Resolved =>
        Directory.ResolveLinkTarget(Folder, returnFinalTarget: true) is { } target
            ? new SandboxFolders(Path.GetDirectoryName(target.FullName)!, Cache)
            : this;

    public string DataOf(string daemon) => Path.Combine(Folder, daemon);

    /// <summary>Those of a clone, with the cache where the XDG base directory specification puts it.</summary>
    public static SandboxFolders Of(string clone)
    {
        var cacheHome = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!Path.IsPathFullyQualified(cacheHome ?? ""))
        {
            cacheHome = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        }

        return new SandboxFolders(clone, Path.Combine(cacheHome!, "bakehouse"));
    }
}
