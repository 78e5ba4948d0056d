namespace Bakehouse.Sandbox;

/// <summary>The unpacked tools, in a folder named by their versions.</summary>
internal sealed record Toolset(string Folder)
{
    /// <summary>What a run calls: docker-registry, goss, mmdebstrap, bats, rsync, shellcheck.</summary>
    public string Bin => Path.Combine(Folder, "bin");

    /// <summary>Docker's client with buildx, apart, for it gives way to the user's own.</summary>
    public string Client => Path.Combine(Folder, "client");

    /// <summary>The daemons, and what they call.</summary>
    public string Daemons => Path.Combine(Folder, "daemons");

    /// <summary>What is only used where the machine has none of its own: ip, iptables.</summary>
    public string Fallbacks => Path.Combine(Folder, "fallbacks");

    public string Daemon(string name) => Path.Combine(Daemons, name);

    /// <summary>The machine's own program, or the packaged one.</summary>
    public string Network(string name) => ProgramPath.Find(name) ?? Path.Combine(Fallbacks, name);
}

/// <summary>Looks programs up on this process's PATH.</summary>
internal static class ProgramPath
{
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
