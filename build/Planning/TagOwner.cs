using Bakehouse.Images;

namespace Bakehouse.Planning;

/// <summary>What of an image decides its tags.</summary>
/// <param name="Version">The version of the repository's images.</param>
public sealed record TagOwner(ImageVersion Version)
{
    /// <summary>The variant that leads its tags; null for none.</summary>
    public string? Variant { get; init; }

    /// <summary>The version of the variant itself; null where it has none.</summary>
    public ImageVersion? VariantVersion { get; init; }

    public TagScheme Scheme { get; init; }

    /// <summary>The other variants in the same repository.</summary>
    public IReadOnlyCollection<string> Siblings { get; init; } = [];

    /// <exception cref="BakehouseException">The version of the variant is none.</exception>
    public static TagOwner Of(ImageDefinition image, ImageVersion version) =>
        new(version)
        {
            Variant = image.Variant?.Name,
            VariantVersion = image.Variant?.Version is { } own
                ? ImageVersion.Parse(own, $"the variant {image.Variant} of {image.Family}")
                : null,
            Scheme = image.TagScheme,
            Siblings = image.Siblings,
        };

    /// <summary>The tag that the default branch's image has: <c>latest</c>, <c>17-latest</c>, or the upstream's own.</summary>
    public string Latest => Scheme == TagScheme.Upstream && Variant is not null ? Variant : Lead("latest");

    /// <summary>The tag that a name of the run becomes: <c>17-latest</c>.</summary>
    internal string Lead(string name) => Variant is null ? name : $"{Variant}-{name}";
}
