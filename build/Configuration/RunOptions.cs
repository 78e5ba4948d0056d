namespace Bakehouse.Configuration;

/// <summary>What a run was asked to do beyond its targets: read once, checked, and never changed.</summary>
public sealed record RunOptions
{
    /// <summary>The registry, <c>host[:port]</c>; null where none was named.</summary>
    public string? Registry { get; init; }

    /// <summary>The path before each image's name in the registry, without slashes at its ends; may be empty.</summary>
    public string RepositoryPrefix { get; init; } = "";

    /// <summary>Whether repositories that the registry lacks are made, where the registry is one of ECR.</summary>
    public bool CreateRepositories { get; init; }

    /// <summary>The ARN of an IAM role to be assumed; null for none.</summary>
    public string? Role { get; init; }

    /// <summary>From which severity on a finding of ECR's scan keeps an image from its names; null for none.</summary>
    public Severity? ScanGate { get; init; }

    public bool UseSandbox { get; init; }

    /// <summary>Whether the sandbox has a local ECR too, and the run uses that as its registry.</summary>
    public bool UseLocalEcr { get; init; }

    /// <summary>By upstream registry, the place that its images are fetched from: <c>host[:port][/path]</c>.</summary>
    public IReadOnlyDictionary<string, string> Upstreams { get; init; } = new Dictionary<string, string>();

    public bool IsRelease { get; init; }

    /// <summary>How many tasks run side by side: at least 1.</summary>
    public required int Jobs { get; init; }

    public bool FailFast { get; init; }

    public bool IsRefresh { get; init; }

    public bool IsForced { get; init; }

    public bool NoCache { get; init; }

    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>As <c>docker build --secret</c> takes them: they name a file or a variable, never the secret.</summary>
    public IReadOnlyList<string> BuildSecrets { get; init; } = [];

    public IReadOnlyList<string> DockerOptions { get; init; } = [];

    public IReadOnlyList<string> PushOptions { get; init; } = [];

    /// <summary>How long each packer build may take; null where the images say it.</summary>
    public TimeSpan? PackerTimeLimit { get; init; }

    /// <summary>Paths of manifests, relative to the top folder.</summary>
    public IReadOnlyList<string> ImagesFiles { get; init; } = [];

    /// <summary>The file of a saved plan; null where the plan is to be made now.</summary>
    public string? Plan { get; init; }

    /// <summary>The image that the plan is to be explained for; null for none.</summary>
    public string? Explain { get; init; }

    /// <summary>The copy of an upstream image whose backup is to be put back; null for none.</summary>
    public string? Copy { get; init; }

    /// <summary>The day of that backup, <c>YYYYMMDD</c>, with its number where it has one; null for the newest.</summary>
    public string? Backup { get; init; }

    /// <summary>The exit code of a plan with nothing to do.</summary>
    public int ExitCodeIfNothing { get; init; }
}
