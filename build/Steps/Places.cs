using Bakehouse.Adapters.Ecr;

namespace Bakehouse.Steps;

/// <summary>Where a run finds things. None of it decides what is built.</summary>
/// <param name="Registry">The registry, <c>host[:port]</c>; null where there is none.</param>
public sealed record Places(string? Registry)
{
    /// <summary>The registry, where it is one of ECR; null where it is not.</summary>
    public EcrRegistry? Ecr { get; init; }

    /// <summary>Build arguments for every build: a proxy, as a container reaches it.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables for every script that prepares a build: a proxy, as this machine reaches it.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();
}
