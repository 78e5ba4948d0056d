using System.Text;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Registry;

/// <summary>An image of one layer, whose content depends on its name.</summary>
internal sealed record TestImage(byte[] Config, byte[] Layer, Manifest Manifest)
{
    public static TestImage Named(string name, int layerSize = 1 << 16)
    {
        var config = Encoding.UTF8.GetBytes(
            $$"""{"architecture":"amd64","os":"linux","author":"{{name}}","rootfs":{"type":"layers","diff_ids":[]} }"""
        );
        var layer = new byte[layerSize];
        new Random(name.Sum(c => c)).NextBytes(layer);
        var manifest = $$"""
            {"schemaVersion": 2, "mediaType": "{{MediaTypes.OciManifest}}",
             "config": {"mediaType": "{{MediaTypes.OciConfig}}", "size": {{config.Length}}, "digest": "{{Digest.Of(
                config
            )}}"},
             "layers": [{"mediaType": "{{MediaTypes.OciLayerGzip}}", "size": {{layer.Length}}, "digest": "{{Digest.Of(
                layer
            )}}"}] }
            """;
        return new TestImage(config, layer, new Manifest(MediaTypes.OciManifest, Encoding.UTF8.GetBytes(manifest)));
    }

    public Descriptor LayerDescriptor => Manifest.ReadImage().Layers[0];

    public async Task PushAsync(RegistryClient client, Reference reference)
    {
        await client.Blobs.UploadAsync(reference, Manifest.ReadImage().Config, Opener(Config));
        await client.Blobs.UploadAsync(reference, LayerDescriptor, Opener(Layer));
        await client.Manifests.PutAsync(reference, Manifest);
    }

    public static Func<CancellationToken, Task<Stream>> Opener(byte[] content) =>
        _ => Task.FromResult<Stream>(new MemoryStream(content));
}
