using System.Text;
using System.Text.Json.Nodes;
using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>
/// What is taken of an index where only some platforms are wanted: a new index with those entries as they are, which
/// says from which one it was made.
/// </summary>
public static class PlatformSelection
{
    /// <summary>The annotation of such an index: the digest of the upstream's.</summary>
    public const string UpstreamDigest = "bakehouse.upstream.digest";

    /// <summary>What an entry is for; an entry that says something about another one is an attestation of it.</summary>
    private const string ReferenceType = "vnd.docker.reference.type";

    /// <summary>The digest of the entry that an attestation is about.</summary>
    private const string ReferenceDigest = "vnd.docker.reference.digest";

    /// <summary>The upstream's digest that a copy was made from: its own, unless only a part of it was taken.</summary>
    public static Digest UpstreamDigestOf(Manifest copy) =>
        copy.IsIndex
        && copy.ReadIndex().Annotations?.GetValueOrDefault(UpstreamDigest) is { } text
        && Digest.TryParse(text, out var digest)
            ? digest
            : copy.Digest;

    /// <summary>
    /// The index with the entries for these platforms and the attestations of those; the very same index where that is
    /// all of it. The same platforms of the same index always give the same bytes.
    /// </summary>
    /// <exception cref="BakehouseException">The index lacks one of the platforms.</exception>
    /// <exception cref="FormatException">It is no index.</exception>
    internal static Manifest Select(Manifest index, IReadOnlyList<Platform> platforms, Reference source)
    {
        var entries = index.ReadIndex().Manifests;
        foreach (var platform in platforms)
            if (!entries.Any(entry => IsOf(entry, platform)))
                throw Missing(source, platform, entries);
        var chosen = entries
            .Where(entry => platforms.Any(platform => IsOf(entry, platform)))
            .Select(entry => entry.Digest)
            .ToHashSet();
        bool IsTaken(Descriptor entry) => chosen.Contains(Subject(entry) ?? entry.Digest);
        return entries.All(IsTaken) ? index : Without(index, entries.Select(IsTaken).ToList());
    }

    private static Manifest Without(Manifest index, IReadOnlyList<bool> isTaken)
    {
        var json = JsonNode.Parse(index.Bytes.Span)!.AsObject();
        // Docker's list of manifests has no annotations.
        json["mediaType"] = MediaTypes.OciIndex;
        var manifests = json["manifests"]!.AsArray();
        for (var i = manifests.Count - 1; i >= 0; i--)
            if (!isTaken[i])
                manifests.RemoveAt(i);
        var annotations = json["annotations"] as JsonObject ?? [];
        annotations[UpstreamDigest] = index.Digest.ToString();
        json["annotations"] = annotations;
        return new Manifest(MediaTypes.OciIndex, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static bool IsOf(Descriptor entry, Platform wanted) =>
        Subject(entry) is null
        && entry.Platform is { } platform
        && platform.OperatingSystem == wanted.OperatingSystem
        && platform.Architecture == wanted.Architecture
        && (wanted.Variant is null || platform.Variant == wanted.Variant);

    private static Digest? Subject(Descriptor entry) =>
        entry.Annotations is { } annotations
        && annotations.ContainsKey(ReferenceType)
        && Digest.TryParse(annotations.GetValueOrDefault(ReferenceDigest), out var digest)
            ? digest
            : null;

    private static BakehouseException Missing(Reference source, Platform platform, IReadOnlyList<Descriptor> entries)
    {
        var there = entries
            .Where(entry => Subject(entry) is null && entry.Platform is not null)
            .Select(entry => entry.Platform!.ToString())
            .Distinct()
            .ToList();
        return new BakehouseException(
            $"{source.Familiar} has no image for {platform}.",
            there.Count > 0
                ? $"Name only platforms that it has: {string.Join(", ", there)}."
                : "Name no platforms: it says of none of its images what it is for."
        );
    }
}
