using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bakehouse.Oci;

/// <summary>What one image is made of (OCI image-spec 1.1, manifest.md; Docker schema 2).</summary>
public sealed record ManifestContent
{
    public required Descriptor Config { get; init; }

    /// <summary>From the base up.</summary>
    public required IReadOnlyList<Descriptor> Layers { get; init; }

    /// <summary>What an artifact is; null for an image.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The manifest that this one says something about.</summary>
    public Descriptor? Subject { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The bytes of its layers as they are stored and sent.</summary>
    [JsonIgnore]
    public long PackedSize => Layers.Sum(layer => layer.Size);

    /// <summary>All blobs, each once: the config, then the layers.</summary>
    [JsonIgnore]
    public IEnumerable<Descriptor> Blobs => Layers.Prepend(Config).DistinctBy(blob => blob.Digest);
}

/// <summary>A list of manifests (OCI image-spec 1.1, image-index.md; Docker manifest list).</summary>
public sealed record IndexContent
{
    public required IReadOnlyList<Descriptor> Manifests { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ManifestContent))]
[JsonSerializable(typeof(IndexContent))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class OciJson : JsonSerializerContext;
