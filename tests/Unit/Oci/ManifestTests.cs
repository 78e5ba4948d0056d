using System.Text;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Oci;

public sealed class ManifestTests
{
    private static readonly Digest Config = Digest.Of("config"u8);
    private static readonly Digest Layer = Digest.Of("layer"u8);

    [Test]
    public void Digest_Always_IsThatOfTheBytesAsTheyAre()
    {
        var bytes = Encoding.UTF8.GetBytes("{ \"layers\" : []}\n");

        var manifest = new Manifest(MediaTypes.OciManifest, bytes);

        Assert.That(manifest.Digest, Is.EqualTo(Digest.Of(bytes)));
        Assert.That(manifest.Descriptor.Size, Is.EqualTo(bytes.Length));
    }

    [Test]
    public void ReadImage_SharedLayers_GivesEachBlobOnce()
    {
        var manifest = Of(
            MediaTypes.DockerManifest,
            $$"""
            {"schemaVersion": 2,
             "config": {"mediaType": "c", "size": 6, "digest": "{{Config}}"},
             "layers": [{"mediaType": "l", "size": 5, "digest": "{{Layer}}"},
                        {"mediaType": "l", "size": 5, "digest": "{{Layer}}"}]}
            """
        );

        var image = manifest.ReadImage();

        Assert.That(image.Layers, Has.Count.EqualTo(2));
        Assert.That(image.Blobs.Select(blob => blob.Digest), Is.EqualTo((Digest[])[Config, Layer]));
    }

    [Test]
    public void ReadIndex_OfTwoPlatforms_NamesThem()
    {
        var index = Of(
            MediaTypes.OciIndex,
            $$$"""
            {"schemaVersion": 2, "manifests": [
              {"mediaType": "m", "size": 1, "digest": "{{{Config}}}", "platform": {"architecture": "amd64", "os": "linux"}},
              {"mediaType": "m", "size": 1, "digest": "{{{Layer}}}",
               "platform": {"architecture": "arm", "os": "linux", "variant": "v7", "os.version": "1"}}]}
            """
        );

        Assert.That(index.IsIndex, Is.True);
        Assert.That(
            index.ReadIndex().Manifests.Select(manifest => manifest.Platform!.ToString()),
            Is.EqualTo((string[])["linux/amd64", "linux/arm/v7"])
        );
    }

    [TestCase("no json")]
    [TestCase("null")]
    [TestCase("""{"layers": []}""")]
    [TestCase("""{"config": {"mediaType": "c", "size": 6, "digest": "sha256:0"}, "layers": []}""")]
    [TestCase("""{"config": {"mediaType": "c", "size": 6}, "layers": []}""")]
    public void ReadImage_OfSomethingElse_SaysSo(string text) =>
        Assert.That(
            () => Of(MediaTypes.OciManifest, text).ReadImage(),
            Throws.TypeOf<FormatException>().With.Message.Contains("manifest")
        );

    private static Manifest Of(string mediaType, string text) => new(mediaType, Encoding.UTF8.GetBytes(text));
}
