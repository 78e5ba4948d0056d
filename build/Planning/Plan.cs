using Bakehouse.Images;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>What is done about an image, from least to most.</summary>
public enum ImageAction
{
    /// <summary>It is in the registry, tested, under all its tags.</summary>
    Nothing,

    /// <summary>It is in the registry and tested: its manifest is written under the missing tags.</summary>
    Retag,

    /// <summary>It is in the registry, but has not passed the tests that it must pass now: pulled, tested, tagged.</summary>
    Test,

    /// <summary>It is built, tested, tagged and pushed.</summary>
    Build,

    /// <summary>A refresh could not find out whether it has to be built: its task fails, and what is built on it waits.</summary>
    Fail,
}

/// <summary>What a run does about one image, and why.</summary>
public sealed record PlannedImage
{
    /// <summary>The image's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its repository, below the path that all images have in common.</summary>
    public required string Repository { get; init; }

    /// <summary>The variant that it is; null for an image without variants.</summary>
    public string? Variant { get; init; }

    public required ImageAction Action { get; init; }

    /// <summary>Why, in words: at least one reason.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The tags that it gets once its tests have passed.</summary>
    public required IReadOnlyList<PlannedTag> Tags { get; init; }

    /// <summary>The image in the registry that needs no building; null where there is none.</summary>
    public Digest? Digest { get; init; }

    /// <summary>
    /// The image with the same fingerprint that a refresh, or force, replaces: it is made without the layer cache, as its
    /// inputs are the same. Null for everything else.
    /// </summary>
    public Digest? Replaces { get; init; }

    /// <summary>The fingerprint of its inputs, 64 hex digits; null where a parent has to be built first.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The hash of the tests that it must pass, 64 hex digits; null where its folder was not read.</summary>
    public string? TestHash { get; init; }
}

/// <summary>An image that a run was asked for and leaves out, as it cannot be made where the run is.</summary>
/// <param name="Name">The image's name.</param>
/// <param name="Reason">Why, as one clause.</param>
public sealed record LeftOutImage(string Name, string Reason);

/// <summary>All that a run does. Nothing else is done, and nothing of it is left out.</summary>
public sealed record Plan
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Time { get; init; }

    public required SourceFacts Source { get; init; }

    public required ImageVersion Version { get; init; }

    /// <summary>The registry that was asked, with the path before the images' names; null where there is none.</summary>
    public string? Registry { get; init; }

    /// <summary>The images of the run, parents before children.</summary>
    public required IReadOnlyList<PlannedImage> Images { get; init; }

    public IReadOnlyList<LeftOutImage> LeftOut { get; init; } = [];

    /// <summary>The copies of upstream images that the run is about, by name.</summary>
    public IReadOnlyList<PlannedCopy> Copies { get; init; } = [];

    /// <summary>Why tags that one may expect are not written.</summary>
    public required IReadOnlyList<string> WithheldTags { get; init; }

    /// <inheritdoc cref="RefreshFacts.NotLookedUp"/>
    public IReadOnlyList<string> NotLookedUp { get; init; } = [];

    public PlannedImage? Find(string name) => Images.FirstOrDefault(image => image.Name == name);

    /// <summary>Whether a run of it changes nothing and misses nothing.</summary>
    public bool IsDone =>
        Images.All(image => image.Action == ImageAction.Nothing)
        && Copies.All(copy => copy.Action is not (CopyAction.Mirror or CopyAction.Fail));

    public PlannedCopy? FindCopy(string name) => Copies.FirstOrDefault(copy => copy.Name == name);

    public ImageAction ActionOf(ImageDefinition image) => Find(image.Name)?.Action ?? ImageAction.Nothing;
}
