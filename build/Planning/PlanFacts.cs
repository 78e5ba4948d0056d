using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>All that was observed before planning.</summary>
public sealed record PlanFacts
{
    public required DateTimeOffset Time { get; init; }

    public required SourceFacts Source { get; init; }

    public required ImageVersion Version { get; init; }

    /// <summary>Whether a release was asked for.</summary>
    public bool IsRelease { get; init; }

    /// <summary>The tags under which upstream copies are kept.</summary>
    public IReadOnlyCollection<string> UpstreamTags { get; init; } = [];

    /// <summary>What the registry has of each image; empty where no registry was asked.</summary>
    public IReadOnlyDictionary<string, RegistryFacts> Registry { get; init; } = new Dictionary<string, RegistryFacts>();
}

/// <summary>What the registry has of an image whose fingerprint is known: one for which no parent has to be built.</summary>
/// <param name="Built">The image with this fingerprint; null where there is none.</param>
/// <param name="Tested">The image with this fingerprint that passed these tests; null where there is none.</param>
/// <param name="Tags">What stands under each tag of the run; null where nothing does.</param>
public sealed record RegistryFacts(Digest? Built, Digest? Tested, IReadOnlyDictionary<string, Digest?> Tags);
