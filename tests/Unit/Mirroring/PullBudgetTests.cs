using System.Net;
using Bakehouse.Mirroring;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Mirroring;

public sealed class PullBudgetTests : CopyFixture
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    [Test]
    public void UpperBound_OfAManifest_IsOne() =>
        Assert.That(PullBudget.UpperBound(FakeImage.Of("bread").Descriptor), Is.EqualTo(1));

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(40)]
    public void UpperBound_OfAnIndex_IsNeverBelowWhatItTakes(int entries)
    {
        var index = FakeImage.Index(Enumerable.Range(0, entries).Select(i => (FakeImage.Of($"bread-{i}"), "")));

        Assert.That(PullBudget.UpperBound(index.Descriptor), Is.InRange(1 + entries, 2 + entries));
    }

    [Test]
    public void Order_OfCopies_IsTheMissingOnesThenByAge()
    {
        var request = Request(FakeImage.Of("bread"));
        var (young, old) = (request with { LastCopied = Monday }, request with { LastCopied = Monday.AddDays(-7) });

        Assert.That(PullBudget.Order([young, old, request]), Is.EqualTo((CopyRequest[])[request, old, young]));
    }

    [Test]
    public async Task Copies_ThatTheLimitDoesNotCover_AreLeftFromTheYoungestOn()
    {
        var requests = await SeenAsync(2, Image("a", age: 1), Image("b", age: 3), Image("c", age: 2));

        var copies = await Task.WhenAll(requests.Select(request => Copier.CopyAsync(request)));

        Assert.That(copies.Select(copy => copy.IsCopied), Is.EqualTo((bool[])[false, true, true]));
        Assert.That((copies[0].Pulls, copies[0].PullsNeeded), Is.EqualTo((0, 1)));
        Assert.That(Registries.Asked, Has.None.Contains("GET upstream.test/a/"));
    }

    [Test]
    public async Task Index_ThatDoesNotFit_IsLeftWithAllItsManifests()
    {
        var requests = await SeenAsync(2, Index("a", age: 2), Image("b", age: 1));

        var copies = await Task.WhenAll(requests.Select(request => Copier.CopyAsync(request)));

        Assert.That(copies.Select(copy => copy.IsCopied), Is.EqualTo((bool[])[false, true]));
        Assert.That((copies[0].Pulls, copies[0].PullsNeeded), Is.EqualTo((1, 3)));
        Assert.That(Registries.AskedOf("PUT target.test/a/"), Is.Empty);
    }

    [Test]
    public async Task Indexes_WhoseSizesPromiseMoreThanTheyTake_AllFit()
    {
        // Long entries: as many bytes as 5 short ones. Three pulls each are left.
        var requests = await SeenAsync(6, Index("a", age: 2, padding: 600), Index("b", age: 1, padding: 600));
        Assert.That(requests.Sum(request => PullBudget.UpperBound(request.Upstream)), Is.GreaterThan(12));

        var copies = await Task.WhenAll(requests.Select(request => Copier.CopyAsync(request)));

        Assert.That(copies.Select(copy => copy.IsCopied), Is.All.True);
        Assert.That(copies.Sum(copy => copy.Pulls), Is.EqualTo(6));
    }

    [Test]
    public async Task Indexes_AfterOneThatTookTooMuch_AreNotReadForNothing()
    {
        var requests = await SeenAsync(2, Index("a", age: 3), Index("b", age: 2), Index("c", age: 1));

        var copies = await Task.WhenAll(requests.Select(request => Copier.CopyAsync(request)));

        Assert.That(copies.Sum(copy => copy.Pulls), Is.EqualTo(1));
        Assert.That(copies.Select(copy => copy.IsCopied), Is.All.False);
    }

    [Test]
    public async Task Index_WhoseManifestsAreThere_NeedsNoPullsForThem()
    {
        var inTarget = new Reference(Target.Registry, "a");
        foreach (var platform in (string[])["amd64", "arm64"])
            Publish(inTarget, $"cake-{platform}", new FakeBlob($"cake-{platform}-layer"));
        var requests = await SeenAsync(2, Index("a", age: 1, name: "cake"));

        var copy = await Copier.CopyAsync(requests[0]);

        Assert.That((copy.IsCopied, copy.Pulls), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task Copies_WithoutALimit_AllBegin()
    {
        var requests = await SeenAsync(null, Index("a", age: 1), Index("b", age: 2), Image("c", age: 3));

        var copies = await Task.WhenAll(requests.Select(request => Copier.CopyAsync(request)));

        Assert.That(copies.Select(copy => copy.IsCopied), Is.All.True);
    }

    [Test]
    public async Task Upstream_ThatRefusesInTheMiddle_LeavesTheCopyAndIsNotAskedAgain()
    {
        var requests = await SeenAsync(null, Index("a", age: 2), Image("b", age: 1));
        Registries.Instead = asked =>
            asked.StartsWith("GET upstream.test/a/manifests/a-arm64", StringComparison.Ordinal)
                ? new(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "21600" } } }
                : null;

        var index = await Copier.CopyAsync(requests[0]);
        var image = await Copier.CopyAsync(requests[1]);

        Assert.That((index.IsCopied, image.IsCopied), Is.EqualTo((false, false)));
        Assert.That(Registries.AskedOf("PUT target.test/a/manifests/a"), Is.EqualTo((string[])[AmdOfA]));
        Assert.That(Registries.Asked, Has.None.Contains("GET upstream.test/b/"));
    }

    [Test]
    public async Task Copy_LeftInTheMiddle_GoesOnWhereItEnded()
    {
        var requests = await SeenAsync(null, Index("a", age: 2));
        Registries.Instead = asked =>
            asked.StartsWith("GET upstream.test/a/manifests/a-arm64", StringComparison.Ordinal)
                ? new(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "21600" } } }
                : null;
        await Copier.CopyAsync(requests[0]);
        Registries.Instead = _ => null;
        StartAnew();

        var copy = await Copier.CopyAsync(requests[0]);

        Assert.That((copy.IsCopied, copy.Pulls, copy.BlobsMoved), Is.EqualTo((true, 2, 2)));
        Assert.That(
            Client.Requests.Count(HttpMethod.Get, Source.Registry, Bakehouse.Adapters.Registry.RequestKind.Blob),
            Is.EqualTo(4)
        );
    }

    [Test]
    public async Task Blob_ThatTheUpstreamRefusesForNow_LeavesTheCopy()
    {
        var requests = await SeenAsync(null, Image("a", age: 1));
        Registries.Instead = asked =>
            asked.StartsWith("GET upstream.test/a/blobs", StringComparison.Ordinal)
                ? new(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "21600" } } }
                : null;

        var copy = await Copier.CopyAsync(requests[0]);

        Assert.That(copy.Outcome, Is.EqualTo(CopyOutcome.LeftForBudget));
        Assert.That(Registries.AskedOf("PUT target.test/a/manifests"), Is.Empty);
    }

    [Test]
    public void Copy_Left_IsNotTagged() =>
        Assert.That(
            () => Copier.TagAsync(new CopyResult(Request(FakeImage.Of("bread")), Manifest: null)),
            Throws.ArgumentException
        );

    private const string AmdOfA = "PUT target.test/a/manifests/a-amd64";

    private CopyRequest Image(string name, int age) =>
        Of(Publish(At(name), name, new FakeBlob($"{name}-layer")), name, age);

    private CopyRequest Index(string repository, int age, int padding = 0, string? name = null)
    {
        var index = PublishIndex(At(repository), name ?? repository);
        if (padding == 0)
            return Of(index, repository, age);
        var padded = FakeImage.Index(
            index
                .ReadIndex()
                .Manifests.Select(entry =>
                    (
                        FakeImage.Of(
                            $"{repository}-{entry.Platform!.Architecture}",
                            new FakeBlob($"{repository}-{entry.Platform.Architecture}-layer")
                        ),
                        $$""","annotations":{"more":"{{new string('.', padding)}}"}"""
                    )
                )
        );
        Registries.Put(At(repository), padded, $"{repository}-padded");
        return Of(padded, repository, age);
    }

    private static CopyRequest Of(Manifest manifest, string name, int age) =>
        Request(manifest, At(name), new(Target.Registry, name, "7")) with
        {
            LastCopied = Monday.AddDays(-age),
        };

    private static Reference At(string name) => new(Source.Registry, name, "7");

    /// <summary>What the copier is to copy, after a HEAD that said how many pulls are left.</summary>
    private async Task<IReadOnlyList<CopyRequest>> SeenAsync(int? left, params CopyRequest[] requests)
    {
        Registries.Remaining = left;
        await Client.Manifests.HeadAsync(requests[0].Source);
        Copier.Announce(requests, []);
        return requests;
    }
}
