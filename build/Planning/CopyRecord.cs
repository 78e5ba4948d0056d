using System.Globalization;
using System.Text.Json.Nodes;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>
/// Where a copy comes from, and since when. A copy is the upstream's to the byte and has no room for that; so it stands
/// beside it under <c>copied-TAG</c>: an index (OCI image-spec 1.1, image-index.md) with the copy as its only entry, and
/// annotations. Whoever pulls that tag gets the copy.
/// </summary>
/// <param name="Copy">What was copied: the digest in the registry.</param>
/// <param name="Upstream">What the upstream had.</param>
/// <param name="Time">When it was taken.</param>
public sealed record CopyRecord(Descriptor Copy, Digest Upstream, DateTimeOffset Time)
{
    /// <summary>What leads the record's tag.</summary>
    public const string Prefix = "copied-";

    private const string Created = "org.opencontainers.image.created";
    private const string BaseDigest = "org.opencontainers.image.base.digest";
    private const string BasePlatforms = "bakehouse.platforms";
    private const string RejectedDigest = "bakehouse.rejected";

    /// <summary>The platforms that were taken; all where none is named.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>The upstream's digest that somebody has put this copy in the place of; null for an ordinary copy.</summary>
    public Digest? Rejected { get; init; }

    public static string TagOf(string tag) => Prefix + tag;

    /// <summary>Whether the copy is of that upstream, with those platforms.</summary>
    public bool IsOf(Digest upstream, IReadOnlyList<Platform> platforms) =>
        Upstream == upstream && Text(Platforms) == Text(platforms);

    public Manifest ToManifest()
    {
        var annotations = new JsonObject
        {
            [Created] = Time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            [BaseDigest] = Upstream.ToString(),
        };
        if (Platforms.Count > 0)
        {
            annotations[BasePlatforms] = Text(Platforms);
        }

        if (Rejected is not null)
        {
            annotations[RejectedDigest] = Rejected.ToString();
        }

        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.OciIndex,
            ["manifests"] = new JsonArray(
                new JsonObject
                {
                    ["mediaType"] = Copy.MediaType,
                    ["digest"] = Copy.Digest.ToString(),
                    ["size"] = Copy.Size,
                }
            ),
            ["annotations"] = annotations,
        };
        return new Manifest(MediaTypes.OciIndex, System.Text.Encoding.UTF8.GetBytes(index.ToJsonString()));
    }

    /// <returns>Null where the manifest is no such record: anybody may have pushed anything.</returns>
    public static CopyRecord? Read(Manifest manifest)
    {
        try
        {
            return
                manifest.IsIndex
                && manifest.ReadIndex() is { Manifests: [var copy], Annotations: { } annotations }
                && Digest.TryParse(annotations.GetValueOrDefault(BaseDigest), out var upstream)
                && DateTimeOffset.TryParse(
                    annotations.GetValueOrDefault(Created),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
                ? new CopyRecord(copy, upstream, time)
                {
                    Platforms =
                    [
                        .. (annotations.GetValueOrDefault(BasePlatforms) ?? "")
                            .Split(',', StringSplitOptions.RemoveEmptyEntries)
                            .Select(Platform.Parse),
                    ],
                    Rejected = Digest.TryParse(annotations.GetValueOrDefault(RejectedDigest), out var rejected)
                        ? rejected
                        : null,
                }
                : null;
        }
        catch (Exception exception) when (exception is FormatException or BakehouseException)
        {
            return null;
        }
    }

    private static string Text(IEnumerable<Platform> platforms) =>
        string.Join(',', platforms.Select(platform => platform.ToString()).Order(StringComparer.Ordinal));
}
