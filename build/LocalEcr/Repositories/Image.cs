using System.Text.Json.Nodes;

namespace Bakehouse.LocalEcr.Repositories;

/// <summary>An image, an index or an artifact in a repository, without its tags.</summary>
/// <param name="Digest"><c>sha256:…</c></param>
/// <param name="MediaType">Of the manifest.</param>
/// <param name="Size">Bytes of configuration and layers; of an index, of its biggest image.</param>
/// <param name="PushedAt">When it came here first. A further tag does not change that.</param>
/// <param name="References">The digests that an index consists of.</param>
internal sealed record Image(
    string Digest,
    string MediaType,
    long Size,
    DateTimeOffset PushedAt,
    IReadOnlyList<string> References
)
{
    /// <summary>Of the artifact, where it is one (OCI image specification, image manifest); else null.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The image that it says something about (OCI image specification, <c>subject</c>); null for none.</summary>
    public string? Subject { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The bytes of the manifest itself.</summary>
    public required long ManifestSize { get; init; }

    /// <summary>Whether a scan of it was asked for, by the push or by itself.</summary>
    public bool IsScanned { get; init; }

    /// <param name="digest">Its digest.</param>
    /// <param name="mediaType">As the client sent it.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="pushedAt">Now.</param>
    /// <param name="sizeOf">Finds the size of an image in the same repository.</param>
    public static Image Of(
        string digest,
        string mediaType,
        ReadOnlySpan<byte> manifest,
        DateTimeOffset pushedAt,
        Func<string, long> sizeOf
    )
    {
        var json = JsonNode.Parse(manifest)!.AsObject();
        string[] references =
        [
            .. (json["manifests"] as JsonArray ?? []).Select(entry => entry!["digest"]!.GetValue<string>()),
        ];
        var blobs = (json["layers"] as JsonArray ?? []).Append(json["config"]).OfType<JsonObject>();
        return new Image(
            digest,
            mediaType,
            references.Length > 0 ? references.Max(sizeOf) : blobs.Sum(blob => blob["size"]?.GetValue<long>() ?? 0),
            pushedAt,
            references
        )
        {
            ManifestSize = manifest.Length,
            Subject = json["subject"]?["digest"]?.GetValue<string>(),
            Annotations = (json["annotations"] as JsonObject ?? []).ToDictionary(
                annotation => annotation.Key,
                annotation => annotation.Value!.GetValue<string>()
            ),
            ArtifactType =
                json["artifactType"]?.GetValue<string>()
                ?? (json["config"] as JsonObject)?["mediaType"]?.GetValue<string>(),
        };
    }
}
