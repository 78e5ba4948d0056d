using Bakehouse.Adapters.Registry;
using Bakehouse.Mirroring;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Mirroring;

public sealed class ImageCopierTests : CopyFixture
{
    [Test]
    public async Task Image_NotThere_ArrivesByDigestAndHasNoTagYet()
    {
        var image = Publish(Source, "bread", new FakeBlob("flour"));

        var copy = await Copier.CopyAsync(Request(image));

        Assert.That(copy.Outcome, Is.EqualTo(CopyOutcome.Copied));
        Assert.That(copy.Digest, Is.EqualTo(image.Digest));
        Assert.That(Registries.Has(Target.Name.WithDigest(image.Digest)), Is.True);
        Assert.That(Registries.Has(Target), Is.False);
        Assert.That((copy.BlobsMoved, copy.BytesMoved, copy.Pulls), Is.EqualTo((2, 17L, 1)));
    }

    [Test]
    public async Task Copy_Tagged_StandsUnderItsTagAndIsNotReadAgain()
    {
        var image = Publish(Source, "bread", new FakeBlob("flour"));
        var copy = await Copier.CopyAsync(Request(image));

        await Copier.TagAsync(copy);

        Assert.That((await Client.Manifests.HeadAsync(Target))!.Digest, Is.EqualTo(image.Digest));
        Assert.That(Registries.AskedOf("GET upstream.test/redis/manifests"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Index_NotThere_IsCopiedWhole()
    {
        var index = PublishIndex(Source, "cake");

        var copy = await Copier.CopyAsync(Request(index));

        Assert.That(copy.Digest, Is.EqualTo(index.Digest));
        Assert.That(copy.Pulls, Is.EqualTo(3));
        foreach (var entry in index.ReadIndex().Manifests)
            Assert.That(Registries.Has(Target.Name.WithDigest(entry.Digest)), Is.True);
    }

    [Test]
    public async Task Index_InsideAnIndex_IsCopiedWithAllOfIt()
    {
        var inner = PublishIndex(Source.Name, "cake");
        var outer = FakeImage.Index((inner, ""));
        Registries.Put(Source, outer, "party");

        var copy = await Copier.CopyAsync(Request(outer));

        Assert.That(copy.Digest, Is.EqualTo(outer.Digest));
        Assert.That(copy.Pulls, Is.EqualTo(4));
        Assert.That(Registries.Has(Target.Name.WithDigest(inner.Digest)), Is.True);
    }

    [Test]
    public async Task Index_OfWhichOneManifestChanged_TakesThatOneOnly()
    {
        await Copier.CopyAsync(Request(PublishIndex(Source, "cake")));
        StartAnew();
        var changed = Publish(Source.Name, "cake-amd64-new", new FakeBlob("icing"));
        var index = FakeImage.Index(
            (changed, FakeImage.On("linux/amd64")),
            (FakeImage.Of("cake-arm64", new FakeBlob("cake-arm64-layer")), FakeImage.On("linux/arm64/v8"))
        );
        Registries.Put(Source, index, "cake-new");

        var copy = await Copier.CopyAsync(Request(index));

        Assert.That(copy.Pulls, Is.EqualTo(2));
        Assert.That((copy.BlobsMoved, copy.BlobsPresent), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task Image_ThereWithoutItsTag_CostsNoPull()
    {
        var image = Publish(Source, "bread", new FakeBlob("flour"));
        await Copier.CopyAsync(Request(image));
        StartAnew();

        var copy = await Copier.CopyAsync(Request(image));
        await Copier.TagAsync(copy);

        Assert.That(copy.Pulls, Is.Zero);
        Assert.That(Registries.Has(Target), Is.True);
    }

    [Test]
    public async Task Image_OfWhichABlobArrivedEarlier_IsNotSentThatBlobAgain()
    {
        var image = Publish(Source, "bread", new FakeBlob("flour"), new FakeBlob("water"));
        Registries.Put(Target, new FakeBlob("flour"));

        var copy = await Copier.CopyAsync(Request(image));

        Assert.That((copy.BlobsPresent, copy.BlobsMoved), Is.EqualTo((1, 2)));
        Assert.That(Registries.AskedOf("GET upstream.test/redis/blobs/flour"), Is.Empty);
    }

    [Test]
    public async Task Tags_OfOneDigest_CostItsPullsOnce()
    {
        var index = PublishIndex(Source, "cake");

        var copies = await Task.WhenAll(
            Copier.CopyAsync(Request(index)),
            Copier.CopyAsync(Request(index, Source.WithTag("latest"), Target.WithTag("latest")))
        );

        Assert.That(copies.Sum(copy => copy.Pulls), Is.EqualTo(3));
        Assert.That(Client.Requests.Pulls(Source.Registry), Is.EqualTo(3));
    }

    [Test]
    public async Task Layer_ToBeHadElsewhereOnly_IsNotCopied()
    {
        const string foreign = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
        var layer = new FakeBlob("windows").Json(foreign, ""","urls":["https://example.org/layer"]""");
        Registries.Put(Source, new FakeBlob("glass-config"));
        var image = FakeImage.Make(
            MediaTypes.DockerManifest,
            $"\"config\":{new FakeBlob("glass-config").Json(MediaTypes.DockerConfig)},\"layers\":[{layer}]"
        );
        Registries.Put(Source, image, "glass");

        var copy = await Copier.CopyAsync(Request(image));

        Assert.That((copy.Digest, copy.BlobsMoved), Is.EqualTo((image.Digest, 1)));
    }

    [Test]
    public void Manifest_ThatIsNotWhatItsDigestSays_IsNotCopied()
    {
        var (promised, sent) = (FakeImage.Of("bread"), Publish(Source, "stone"));
        var request = Request(promised);
        Registries.Instead = asked =>
            asked.StartsWith("GET upstream.test/redis/manifests", StringComparison.Ordinal)
                ? new() { Content = new ReadOnlyMemoryContent(sent.Bytes) }
                : null;

        Assert.ThrowsAsync<UpstreamException>(() => Copier.CopyAsync(request));

        Assert.That(Registries.AskedOf("PUT"), Is.Empty);
    }

    [Test]
    public async Task Progress_OfACopy_EndsWithAllOfItsBytes()
    {
        var image = Publish(Source, "bread", new FakeBlob("flour"), new FakeBlob("water"));
        Registries.Put(Target, new FakeBlob("flour"));
        var progress = new LastReport();

        await Copier.CopyAsync(Request(image), progress);

        Assert.That(progress.Last, Is.EqualTo(new CopyProgress(22, 22)));
    }

    private sealed class LastReport : IProgress<CopyProgress>
    {
        public CopyProgress Last { get; private set; }

        public void Report(CopyProgress value)
        {
            lock (this)
                Last = value.Done >= Last.Done ? value : Last;
        }
    }
}
