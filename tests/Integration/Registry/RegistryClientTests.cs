using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Registry;

/// <summary>The client against a real registry that is open to everybody.</summary>
public sealed class RegistryClientTests
{
    private RegistryProcess? _started;
    private RegistryClient _client = null!;

    private RegistryProcess Registry => _started ?? throw new AssertionException("The registry has not started.");

    [OneTimeSetUp]
    public async Task StartRegistry() => _started = await RegistryProcess.StartAsync();

    [OneTimeTearDown]
    public async Task StopRegistry()
    {
        if (_started is not null)
            await _started.DisposeAsync();
    }

    [SetUp]
    public void SetUp() => _client = new RegistryClient(new CredentialChain());

    [TearDown]
    public void TearDown() => _client.Dispose();

    [Test]
    public async Task Image_Pushed_IsServedByteForByte()
    {
        var (image, reference) = (TestImage.Named("bread"), Named("bread", "1"));
        await image.PushAsync(_client, reference);

        var head = await _client.Manifests.HeadAsync(reference);
        var manifest = await _client.Manifests.GetAsync(reference);
        var pinned = await _client.Manifests.GetAsync(reference.Name.WithDigest(image.Manifest.Digest));
        await using var layer = await _client.Blobs.OpenReadAsync(reference, image.LayerDescriptor);

        Assert.That(head, Is.EqualTo(image.Manifest.Descriptor));
        Assert.That(manifest!.Bytes.ToArray(), Is.EqualTo(image.Manifest.Bytes.ToArray()));
        Assert.That(pinned!.Digest, Is.EqualTo(image.Manifest.Digest));
        Assert.That(await Digest.OfAsync(layer), Is.EqualTo(Digest.Of(image.Layer)));
        Assert.That(_client.Requests.Pulls(Registry.Host), Is.EqualTo(2));
    }

    [Test]
    public async Task Index_OfTwoManifests_IsServedAsOne()
    {
        var (one, other) = (TestImage.Named("amd64"), TestImage.Named("arm64"));
        var reference = Named("index", "1");
        await one.PushAsync(_client, reference.Name);
        await other.PushAsync(_client, reference.Name);
        var index = new Manifest(
            MediaTypes.OciIndex,
            System.Text.Encoding.UTF8.GetBytes(
                $$"""
                {"schemaVersion": 2, "mediaType": "{{MediaTypes.OciIndex}}", "manifests": [
                  {{Entry(one, "amd64")}}, {{Entry(other, "arm64")}}]}
                """
            )
        );

        await _client.Manifests.PutAsync(reference, index);

        var served = await _client.Manifests.GetAsync(reference);
        Assert.That(served!.Digest, Is.EqualTo(index.Digest));
        Assert.That(
            served.ReadIndex().Manifests.Select(m => m.Platform!.ToString()),
            Is.EqualTo((string[])["linux/amd64", "linux/arm64"])
        );
    }

    [Test]
    public async Task Tags_OfARepository_AreListed()
    {
        var (image, reference) = (TestImage.Named("tags"), Named("tags", "1"));
        await image.PushAsync(_client, reference);
        await _client.Manifests.PutAsync(reference.WithTag("latest"), image.Manifest);

        Assert.That(await _client.Tags.ListAsync(reference), Is.EquivalentTo((string[])["1", "latest"]));
        Assert.That(await _client.Tags.ListAsync(Named("nothing", "1")), Is.Empty);
    }

    [Test]
    public async Task Nothing_AskedFor_IsNull()
    {
        Assert.That(await _client.Manifests.HeadAsync(Named("nothing", "1")), Is.Null);
        Assert.That(await _client.Manifests.GetAsync(Named("nothing", "1")), Is.Null);
        Assert.That(await _client.Blobs.ExistsAsync(Named("nothing", "1"), Digest.Of("nothing"u8)), Is.False);
    }

    [Test]
    public async Task Blob_InAnotherRepository_IsMounted()
    {
        var (image, from, to) = (TestImage.Named("mount"), Named("mount-from", "1"), Named("mount-to", "1"));
        await image.PushAsync(_client, from);
        var digest = image.LayerDescriptor.Digest;

        var mount = await _client.Blobs.MountAsync(to, digest, from.Repository);

        Assert.That(mount.Mounted, Is.True);
        Assert.That(await _client.Blobs.ExistsAsync(to, digest), Is.True);
    }

    [Test]
    public async Task Blob_InNoOtherRepository_IsUploadedWhereTheMountSaid()
    {
        var (image, to) = (TestImage.Named("declined"), Named("declined", "1"));
        var layer = image.LayerDescriptor;

        var mount = await _client.Blobs.MountAsync(to, layer.Digest, "bakery/nothing");
        await _client.Blobs.UploadAsync(to, layer, TestImage.Opener(image.Layer), mount.Upload);

        Assert.That(mount.Mounted, Is.False);
        Assert.That(await _client.Blobs.ExistsAsync(to, layer.Digest), Is.True);
        Assert.That(_client.Requests.Count(HttpMethod.Post, Registry.Host, RequestKind.Upload), Is.EqualTo(1));
    }

    [Test]
    public async Task Blob_OfManyMegabytes_IsCopiedAsAStream()
    {
        var (image, from, to) = (TestImage.Named("large", 64 << 20), Named("large", "1"), Named("large-copy", "1"));
        await image.PushAsync(_client, from);
        var layer = image.LayerDescriptor;
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await _client.Blobs.UploadAsync(to, layer, token => _client.Blobs.OpenReadAsync(from, layer, token));

        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(layer.Size / 4));
        await using var copy = await _client.Blobs.OpenReadAsync(to, layer);
        Assert.That(await Digest.OfAsync(copy), Is.EqualTo(layer.Digest));
    }

    [Test]
    public async Task Blob_WhoseSourceIsDamagedOnce_ArrivesWhole()
    {
        var (image, to) = (TestImage.Named("damaged"), Named("damaged", "1"));
        var layer = image.LayerDescriptor;
        var damaged = (byte[])image.Layer.Clone();
        damaged[^1] ^= 1;
        var sources = new Queue<byte[]>([damaged, image.Layer[..1000], image.Layer]);

        await _client.Blobs.UploadAsync(
            to,
            layer,
            _ =>
                Task.FromResult<Stream>(
                    new VerifyingStream(
                        new MemoryStream(sources.Dequeue()),
                        layer,
                        "the source",
                        Patience.Default,
                        new MemoryStream()
                    )
                )
        );

        Assert.That(sources, Is.Empty);
        Assert.That(await _client.Blobs.ExistsAsync(to, layer.Digest), Is.True);
    }

    [Test]
    public async Task Manifest_Deleted_IsGone()
    {
        var (image, reference) = (TestImage.Named("delete"), Named("delete", "1"));
        await image.PushAsync(_client, reference);

        Assert.That(await _client.Manifests.DeleteAsync(reference.WithDigest(image.Manifest.Digest)), Is.True);

        Assert.That(await _client.Manifests.HeadAsync(reference), Is.Null);
        Assert.That(await _client.Manifests.DeleteAsync(reference.WithDigest(image.Manifest.Digest)), Is.False);
    }

    [Test]
    public async Task Tag_WhereTheRegistryDeletesByDigestOnly_IsLeft()
    {
        var (image, reference) = (TestImage.Named("tag"), Named("tag", "1"));
        await image.PushAsync(_client, reference);

        Assert.That(await _client.Tags.DeleteAsync(reference), Is.EqualTo(TagDeletion.Unsupported));

        Assert.That(await _client.Manifests.HeadAsync(reference), Is.Not.Null);
    }

    [Test]
    public async Task Manifest_WhoseBlobsAreMissing_IsRefusedWithItsCode()
    {
        var error = Assert.ThrowsAsync<RegistryException>(() =>
            _client.Manifests.PutAsync(Named("missing", "1"), TestImage.Named("missing").Manifest)
        );

        Assert.That(error.Code, Is.EqualTo("MANIFEST_BLOB_UNKNOWN"));
        Assert.That(await _client.Manifests.HeadAsync(Named("missing", "1")), Is.Null);
    }

    [Test]
    public async Task Referrers_FromTheTag_AreListed()
    {
        var (image, reference) = (TestImage.Named("referrers"), Named("referrers", "1"));
        await image.PushAsync(_client, reference);
        var subject = reference.WithDigest(Digest.Of("subject"u8));
        var index = $$"""
            {"schemaVersion": 2, "mediaType": "{{MediaTypes.OciIndex}}", "manifests": [{{Entry(image, "amd64")}}]}
            """;
        await _client.Manifests.PutAsync(
            reference.WithTag($"sha256-{subject.Digest!.Hex}"),
            new Manifest(MediaTypes.OciIndex, System.Text.Encoding.UTF8.GetBytes(index))
        );

        var found = await _client.Referrers.ListAsync(subject);

        Assert.That(found.Select(f => f.Digest), Is.EqualTo((Digest[])[image.Manifest.Digest]));
    }

    [Test]
    public void Registry_ThatIsNotThere_IsNamedWithItsPort()
    {
        var error = Assert.ThrowsAsync<BakehouseException>(() =>
            _client.Manifests.HeadAsync(new Reference("127.0.0.1:1", "a", "1"))
        );

        Assert.That(error.Problem, Does.Contain("127.0.0.1:1"));
    }

    private Reference Named(string name, string tag) => new(Registry.Host, $"bakery/{name}", tag);

    private static string Entry(TestImage image, string architecture) =>
        $$"""
            {"mediaType": "{{MediaTypes.OciManifest}}", "size": {{image.Manifest.Bytes.Length}},
             "digest": "{{image.Manifest.Digest}}", "platform": {"os": "linux", "architecture": "{{architecture}}"} }
            """;
}
