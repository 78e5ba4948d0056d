namespace Bakehouse.Adapters.Packer;

/// <summary>One <c>packer build</c>.</summary>
public sealed record PackerBuild
{
    /// <summary>The folder to run in: the context of the image.</summary>
    public required string Context { get; init; }

    /// <summary>The packer file's path in the context.</summary>
    public required string File { get; init; }

    /// <summary>The name that the build container gets, so that it can be found and removed.</summary>
    public required string ContainerName { get; init; }

    /// <summary>Options for the <c>docker run</c> of the build container.</summary>
    public IReadOnlyList<string> RunOptions { get; init; } = [];

    /// <summary>What runs as process 1 in it; what the packer file says where null.</summary>
    public string? Init { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Further options of <c>packer build</c>, as they are.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>How long it may take; then it is ended.</summary>
    public required TimeSpan TimeLimit { get; init; }
}
