namespace Bakehouse.Configuration;

/// <summary>What a run was asked to do beyond its targets: read once, checked, and never changed.</summary>
public sealed record RunOptions
{
    /// <summary>The registry, <c>host[:port]</c>; null where none was named.</summary>
    public string? Registry { get; init; }

    /// <summary>The path before each image's name in the registry, without slashes at its ends; may be empty.</summary>
    public string RepositoryPrefix { get; init; } = "";

    public bool UseSandbox { get; init; }

    public bool IsRelease { get; init; }

    /// <summary>How many tasks run side by side: at least 1.</summary>
    public required int Jobs { get; init; }

    public bool FailFast { get; init; }

    public bool NoCache { get; init; }

    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>As <c>docker build --secret</c> takes them: they name a file or a variable, never the secret.</summary>
    public IReadOnlyList<string> BuildSecrets { get; init; } = [];

    public IReadOnlyList<string> DockerOptions { get; init; } = [];

    public IReadOnlyList<string> PushOptions { get; init; } = [];
}
