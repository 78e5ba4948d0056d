using Bakehouse.Oci;
using Bakehouse.Packages;

namespace Bakehouse.Planning;

/// <summary>All that was observed before planning.</summary>
public sealed record PlanFacts
{
    public required DateTimeOffset Time { get; init; }

    public required SourceFacts Source { get; init; }

    public required ImageVersion Version { get; init; }

    /// <summary>The registry that was asked, with the path before the images' names; null where there is none.</summary>
    public string? RegistryName { get; init; }

    /// <summary>Whether a release was asked for.</summary>
    public bool IsRelease { get; init; }

    /// <summary>
    /// The images that a target names by themselves: they get the tag of a development build also where they are not built.
    /// </summary>
    public IReadOnlyCollection<string> Singled { get; init; } = [];

    /// <summary>The images that go to the registry: only they get tags there.</summary>
    public IReadOnlyCollection<string> Pushed { get; init; } = [];

    /// <summary>The images that cannot be made here, and so are no part of the run.</summary>
    public IReadOnlyList<LeftOutImage> LeftOut { get; init; } = [];

    /// <summary>What the run does about copies of upstream images.</summary>
    public IReadOnlyList<PlannedCopy> Copies { get; init; } = [];

    /// <summary>What each image is made of and tested with.</summary>
    public IReadOnlyDictionary<string, ImageInputs> Inputs { get; init; } = new Dictionary<string, ImageInputs>();

    /// <summary>
    /// The images to be made anew whatever the registry has, with the reasons in words: packages that wait, or force.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Anew { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Why a refresh could not ask an image for newer packages, by image.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Unasked { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <inheritdoc cref="RefreshFacts.NotLookedUp"/>
    public IReadOnlyList<string> NotLookedUp { get; init; } = [];

    /// <summary>What the registry has of each image; empty where no registry was asked.</summary>
    public IReadOnlyDictionary<string, RegistryFacts> Registry { get; init; } = new Dictionary<string, RegistryFacts>();

    /// <summary>
    /// The images that builds take the place of, where there are any. They explain a plan and decide nothing; null while nobody
    /// has looked for them.
    /// </summary>
    public IReadOnlyDictionary<string, PreviousImage>? Previous { get; init; }
}

/// <summary>What the registry has of an image.</summary>
/// <param name="Built">The image with this fingerprint; null where there is none, or where a parent has to be built first.</param>
/// <param name="Tested">The image with this fingerprint that has passed these tests; null where there is none.</param>
/// <param name="Tags">What stands under each tag of the run that was asked for; null where nothing does.</param>
public sealed record RegistryFacts(Digest? Built, Digest? Tested, IReadOnlyDictionary<string, Digest?> Tags);

/// <summary>An image that stands under a name of this run, made from other inputs.</summary>
/// <param name="Inputs">What it says that it was made of; null where it does not say.</param>
public sealed record PreviousImage(Digest Digest, FingerprintSummary? Inputs)
{
    /// <summary>What it says that is installed in it; null where it does not say.</summary>
    public PackageList? Packages { get; init; }

    /// <summary>The bytes of its layers, packed; null for an index.</summary>
    public long? PackedSize { get; init; }
}
