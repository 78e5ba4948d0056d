using Bakehouse.Dockerfiles;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>What an image is made of and tested with, as it was when the run began.</summary>
/// <param name="Context">The files that its builder gets.</param>
/// <param name="Build">What decides the build. A parent that has yet to be built has no digest here.</param>
/// <param name="Tests">All tests that it must pass.</param>
public sealed record ImageInputs(ContextFiles Context, FingerprintInputs Build, TestHash Tests)
{
    /// <summary>The name, among the references of the build, of the image that it stands on; null for none.</summary>
    public string? BaseName { get; init; }

    /// <summary>Whether goss is brought into it for its tests: it stands on an image of somebody else, which may have none.</summary>
    public bool BringsGoss { get; init; }

    /// <summary>What is said of an image without tests of its own; null where it has some.</summary>
    public string? TestNote { get; init; }

    /// <summary>
    /// By build argument, the upstream images that are handed over through it: where they are, by digest. None of it is an
    /// input, as the digest stands among the references.
    /// </summary>
    public IReadOnlyDictionary<string, string> Upstreams { get; init; } = new Dictionary<string, string>();

    /// <summary>The image that it stands on; null where that is none.</summary>
    public ReferencedImage? Base =>
        Build.References.FirstOrDefault(image => image.Kind == ImageReferenceKind.From && image.Name == BaseName);

    /// <summary>The digest that the registry has for a parent; null where the parent has yet to be built.</summary>
    public Digest? DigestOf(string parent) =>
        Build.References.FirstOrDefault(image => image.IsParent && image.Name == parent)?.Digest;

    /// <summary>The inputs once its parents are in the registry.</summary>
    public ImageInputs With(IReadOnlyDictionary<string, Digest> parents) =>
        this with
        {
            Build = Build with
            {
                References =
                [
                    .. Build.References.Select(image =>
                        image.IsParent && parents.TryGetValue(image.Name, out var digest)
                            ? image with
                            {
                                Digest = digest,
                            }
                            : image
                    ),
                ],
            },
        };
}
