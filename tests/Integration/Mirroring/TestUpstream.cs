using System.Text;
using Bakehouse.Adapters.Registry;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>Images in an upstream registry: <c>library/app-1:1</c> and so on share their lowest layer.</summary>
internal sealed class TestUpstream(RegistryClient client, string host)
{
    private readonly Dictionary<Digest, byte[]> _blobs = [];

    /// <summary>What all of them have.</summary>
    public static byte[] Shared { get; } = Bytes("shared", 3_000_000);

    /// <summary>The sizes of all blobs that were put there, each once.</summary>
    public long DistinctBytes => _blobs.Values.Sum(blob => (long)blob.Length);

    public int DistinctBlobs => _blobs.Count;

    public Reference At(string name, string tag = "1") => new(host, $"library/{name}", tag);

    /// <summary>An image of the shared layer and one of its own.</summary>
    public async Task<Manifest> PushAsync(string name, string content, string tag = "1")
    {
        var manifest = await PushManifestAsync(At(name), content);
        await client.Manifests.PutAsync(At(name, tag), manifest);
        return manifest;
    }

    /// <summary>An index of two platforms, one of which may have another content.</summary>
    public async Task<Manifest> PushIndexAsync(
        string name,
        string content,
        (string Architecture, string Content)? other = null,
        string tag = "1"
    )
    {
        var entries = new List<string>();
        foreach (var architecture in (string[])["amd64", "arm64"])
        {
            var own = other is { } differing && differing.Architecture == architecture ? differing.Content : content;
            var manifest = await PushManifestAsync(At(name), $"{own} for {architecture}");
            await client.Manifests.PutAsync(At(name).Name, manifest);
            entries.Add(
                $$$"""{"mediaType":"{{{manifest.MediaType}}}","digest":"{{{manifest.Digest}}}","size":{{{manifest.Bytes.Length}}},"platform":{"os":"linux","architecture":"{{{architecture}}}"}}"""
            );
        }
        var index = new Manifest(
            MediaTypes.OciIndex,
            Encoding.UTF8.GetBytes(
                $$"""{"schemaVersion": 2,"mediaType": "{{MediaTypes.OciIndex}}","manifests": [{{string.Join(", ", entries)}}]}"""
            )
        );
        await client.Manifests.PutAsync(At(name, tag), index);
        return index;
    }

    private async Task<Manifest> PushManifestAsync(Reference at, string content)
    {
        byte[][] blobs = [Encoding.UTF8.GetBytes($$"""{"author":"{{content}}"}"""), Shared, Bytes(content, 400_000)];
        foreach (var blob in blobs)
        {
            var descriptor = new Descriptor(MediaTypes.OciLayerGzip, Digest.Of(blob), blob.Length);
            if (!await client.Blobs.ExistsAsync(at, descriptor.Digest))
                await client.Blobs.UploadAsync(at, descriptor, TestImage.Opener(blob));
            _blobs[descriptor.Digest] = blob;
        }
        // Blanks where no program would write them: a copy that is written anew has another digest.
        return new Manifest(
            MediaTypes.OciManifest,
            Encoding.UTF8.GetBytes(
                $$"""
                {"schemaVersion": 2,  "mediaType": "{{MediaTypes.OciManifest}}",
                 "config": {{Json(blobs[0], MediaTypes.OciConfig)}},
                 "layers": [{{Json(blobs[1], MediaTypes.OciLayerGzip)}}, {{Json(blobs[2], MediaTypes.OciLayerGzip)}}] }
                """
            )
        );
    }

    private static string Json(byte[] blob, string mediaType) =>
        $$"""{"mediaType": "{{mediaType}}", "digest": "{{Digest.Of(blob)}}", "size": {{blob.Length}}}""";

    /// <summary>The same bytes for the same seed.</summary>
    private static byte[] Bytes(string seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter))).NextBytes(bytes);
        return bytes;
    }
}
