using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>Ten images that share a layer, one of them an index of two platforms: from nothing, unchanged, one changed.</summary>
internal sealed class TenImagesTests : MirrorFixture
{
    private const string Index = "app-10";
    private static readonly string[] Names = [.. Enumerable.Range(1, 10).Select(number => $"app-{number}")];
    private readonly Dictionary<string, Digest> _published = [];

    [SetUp]
    public async Task PublishAsync()
    {
        foreach (var name in Names)
            _published[name] = (
                name == Index ? await Upstream.PushIndexAsync(name, name) : await Upstream.PushAsync(name, name)
            ).Digest;
    }

    [Test]
    public async Task ColdRun_MovesEachBlobOnceAndKeepsEveryDigest()
    {
        var copies = await RefreshAsync(Names);

        foreach (var name in Names)
        {
            Assert.That(await ServedAsync(name), Is.EqualTo(_published[name]));
            await AssertWholeAsync(name);
        }
        Assert.That(UpstreamProxy.BlobBytes, Is.EqualTo(Upstream.DistinctBytes));
        Assert.That(UpstreamProxy.Asked("GET", "/blobs/"), Has.Count.EqualTo(Upstream.DistinctBlobs));
        Assert.That(UpstreamProxy.Asked("GET", "/manifests/"), Has.Count.EqualTo(12));
        Assert.That(copies.Sum(copy => copy.Pulls), Is.EqualTo(12));
        Assert.That(copies.Sum(copy => copy.BytesMoved), Is.EqualTo(Upstream.DistinctBytes));
        Assert.That(copies.Sum(copy => copy.BlobsMounted), Is.EqualTo(9), "the shared layer, but for the first image");
    }

    [Test]
    public async Task Unchanged_AsksOneHeadForEachTagOnEachSideAndNothingElse()
    {
        await RefreshAsync(Names);
        StartRun();

        var copies = await RefreshAsync(Names);

        Assert.That(copies, Is.Empty);
        Assert.That(
            UpstreamProxy.Requests,
            Is.EquivalentTo(Names.Select(name => $"HEAD /v2/library/{name}/manifests/1"))
        );
        Assert.That(
            TargetProxy.Requests,
            Is.EquivalentTo(Names.Select(name => $"HEAD /v2/utility/{name}/manifests/1"))
        );
    }

    [Test]
    public async Task OneChanged_PullsItsManifestAndMovesItsNewBlobs()
    {
        await RefreshAsync(Names);
        StartRun();
        var before = Upstream.DistinctBytes;
        var changed = await Upstream.PushAsync("app-3", "app-3 with more salt");

        await RefreshAsync(Names);

        Assert.That(await ServedAsync("app-3"), Is.EqualTo(changed.Digest));
        Assert.That(UpstreamProxy.Asked("GET", "/manifests/"), Has.Count.EqualTo(1));
        Assert.That(UpstreamProxy.BlobBytes, Is.EqualTo(Upstream.DistinctBytes - before));
    }

    [Test]
    public async Task IndexChanged_PullsTheIndexAndTheManifestThatChanged()
    {
        await RefreshAsync(Names);
        StartRun();
        var before = Upstream.DistinctBytes;
        var changed = await Upstream.PushIndexAsync(Index, Index, ("arm64", "app-10 with more salt"));

        await RefreshAsync(Names);

        Assert.That(await ServedAsync(Index), Is.EqualTo(changed.Digest));
        Assert.That(UpstreamProxy.Asked("GET", "/manifests/"), Has.Count.EqualTo(2));
        Assert.That(UpstreamProxy.BlobBytes, Is.EqualTo(Upstream.DistinctBytes - before));
    }

    [Test]
    public async Task ImageThatIsNew_GetsTheSharedLayerOutOfAnotherRepository()
    {
        await RefreshAsync(Names);
        StartRun();
        var before = Upstream.DistinctBytes;
        await Upstream.PushAsync("app-11", "app-11");

        var copies = await RefreshAsync([.. Names, "app-11"]);

        Assert.That(copies.Single().BlobsMounted, Is.EqualTo(1));
        Assert.That(UpstreamProxy.BlobBytes, Is.EqualTo(Upstream.DistinctBytes - before));
    }

    [Test]
    public async Task RegistryThatDeclinesMounts_IsServedFromItsOwnOtherRepository()
    {
        TargetProxy.DropsMounts = true;

        await RefreshAsync(Names);

        Assert.That(UpstreamProxy.BlobBytes, Is.EqualTo(Upstream.DistinctBytes));
        Assert.That(TargetProxy.BlobBytes, Is.EqualTo(9 * TestUpstream.Shared.Length));
        foreach (var name in Names)
            await AssertWholeAsync(name);
    }
}
