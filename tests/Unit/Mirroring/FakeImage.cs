using System.Text;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Mirroring;

/// <summary>A content whose bytes are its name.</summary>
internal sealed record FakeBlob(string Name)
{
    public byte[] Content { get; } = Encoding.UTF8.GetBytes(Name);

    public Digest Digest => Digest.Of(Content);

    public string Json(string mediaType, string more = "") =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{Digest}}","size":{{Content.Length}}{{more}}}""";
}

/// <summary>Manifests and indexes made of names.</summary>
internal static class FakeImage
{
    /// <summary>A manifest with the config <c>NAME-config</c>.</summary>
    public static Manifest Of(string name, params IEnumerable<FakeBlob> layers) =>
        Make(
            MediaTypes.OciManifest,
            $$"""
            "config":{{new FakeBlob($"{name}-config").Json(MediaTypes.OciConfig)}},
            "layers":[{{string.Join(",", layers.Select(layer => layer.Json(MediaTypes.OciLayerGzip)))}}]
            """
        );

    /// <summary>An index; what stands behind each manifest goes into its entry, as JSON.</summary>
    public static Manifest Index(params IEnumerable<(Manifest Manifest, string Entry)> entries) =>
        Make(
            MediaTypes.OciIndex,
            $"\"manifests\":[{string.Join(",", entries.Select(entry => Entry(entry.Manifest, entry.Entry)))}]"
        );

    public static string On(string platform)
    {
        var parts = platform.Split('/');
        var variant = parts.Length > 2 ? $",\"variant\":\"{parts[2]}\"" : "";
        return $$""","platform":{"os":"{{parts[0]}}","architecture":"{{parts[1]}}"{{variant}}}""";
    }

    public static string AttestationOf(Manifest subject) =>
        On("unknown/unknown")
        + $$$""","annotations":{"vnd.docker.reference.type":"attestation-manifest","vnd.docker.reference.digest":"{{{subject.Digest}}}"}""";

    public static Manifest Make(string mediaType, string fields) =>
        new(mediaType, Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{mediaType}}",{{fields}}}"""));

    private static string Entry(Manifest manifest, string more) =>
        $$"""{"mediaType":"{{manifest.MediaType}}","digest":"{{manifest.Digest}}","size":{{manifest.Bytes.Length}}{{more}}}""";
}
