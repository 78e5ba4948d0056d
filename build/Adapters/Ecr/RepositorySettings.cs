namespace Bakehouse.Adapters.Ecr;

/// <summary>A repository as the company has it in ECR. <c>cloudformation/ecr.yaml</c> says the same.</summary>
/// <param name="Name">Its name below the path that all have in common: <c>base-build</c>.</param>
/// <param name="Lifecycle">What goes, and when.</param>
public sealed record RepositorySettings(string Name, LifecyclePolicy Lifecycle)
{
    /// <summary>ECR's own keys: nothing to pay for, and no more rights are needed.</summary>
    public const string Encryption = "AES256";

    /// <summary>
    /// Tags that never move once they are written: those with a dot are versions, and no others have one. Where upstream's tags
    /// are kept, all move, as they do there.
    /// </summary>
    public IReadOnlyList<string> ImmutableTags { get; init; } = ["*.*"];

    /// <summary>For an image that this repository builds.</summary>
    public static RepositorySettings OfBuilt(string name) => new(name, LifecyclePolicy.OfBuilt);

    /// <summary>For copies of an upstream image.</summary>
    /// <param name="name">The repository.</param>
    /// <param name="upstreamTags">The tags that are kept of the upstream.</param>
    /// <param name="backups">How many backups are made of them.</param>
    public static RepositorySettings OfCopies(string name, IReadOnlyList<string> upstreamTags, int backups) =>
        new(name, LifecyclePolicy.OfCopies(upstreamTags, backups)) { ImmutableTags = [] };
}
