using System.Text.Json.Serialization;

namespace Bakehouse.Oci;

/// <summary>What a content is, its digest and its size in bytes (OCI image-spec 1.1, descriptor.md).</summary>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>In an index: what the manifest runs on.</summary>
    public Platform? Platform { get; init; }

    /// <summary>In a list of referrers: what the artifact is.</summary>
    public string? ArtifactType { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Where else the content can be had.</summary>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>Whether it is to be had there only: no registry keeps it, and none asks for it.</summary>
    [JsonIgnore]
    public bool IsElsewhere => MediaTypes.IsNonDistributable(MediaType) && Urls is [_, ..];
}

/// <summary>What an image runs on (OCI image-spec 1.1, image-index.md), written <c>linux/arm/v7</c>.</summary>
public sealed record Platform(
    [property: JsonPropertyName("os")] string OperatingSystem,
    string Architecture,
    string? Variant = null
)
{
    /// <exception cref="BakehouseException">The text is not <c>os/architecture</c> or <c>os/architecture/variant</c>.</exception>
    public static Platform Parse(string text) =>
        text.Split('/') switch
        {
            [{ Length: > 0 } system, { Length: > 0 } architecture] => new Platform(system, architecture),
            [{ Length: > 0 } system, { Length: > 0 } architecture, { Length: > 0 } variant] => new Platform(
                system,
                architecture,
                variant
            ),
            _ => throw new BakehouseException(
                $"'{text}' is no platform.",
                "Write it as os/architecture[/variant], for example linux/arm64."
            ),
        };

    public override string ToString() =>
        Variant is null ? $"{OperatingSystem}/{Architecture}" : $"{OperatingSystem}/{Architecture}/{Variant}";
}
