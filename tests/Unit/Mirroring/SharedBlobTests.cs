using System.Net;
using Bakehouse.Mirroring;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Mirroring;

/// <summary>A blob that several images share is moved once, and mounted where the target has it.</summary>
public sealed class SharedBlobTests : CopyFixture
{
    private static readonly FakeBlob Flour = new("flour");
    private static readonly Reference OtherTarget = new(Target.Registry, "utility/cake", "7");

    [TestCase(false)]
    [TestCase(true)]
    public async Task Blob_OfTwoImages_IsReadFromTheUpstreamOnce(bool declined)
    {
        Registries.DeclinesMounts = declined;
        var (bread, cake) = (Publish(Source, "bread", Flour), Publish(Source, "cake", Flour));

        var copies = await Task.WhenAll(
            Copier.CopyAsync(Request(bread)),
            Copier.CopyAsync(Request(cake, target: OtherTarget))
        );

        Assert.That(Registries.AskedOf("GET upstream.test/redis/blobs/flour"), Has.Count.EqualTo(1));
        Assert.That(Registries.HasBlob(Target, Flour) && Registries.HasBlob(OtherTarget, Flour), Is.True);
        Assert.That(copies.Sum(copy => copy.BlobsMounted), Is.EqualTo(declined ? 0 : 1));
    }

    [Test]
    public async Task Blob_WhoseMountIsDeclined_IsReadFromTheTargetAndSentToTheOpenUpload()
    {
        Registries.DeclinesMounts = true;
        Registries.Put(OtherTarget, Flour);
        var bread = Publish(Source, "bread", Flour);
        Copier.Announce([Request(bread)], [OtherTarget]);

        await Copier.CopyAsync(Request(bread));

        Assert.That(Registries.AskedOf("GET upstream.test/redis/blobs/flour"), Is.Empty);
        Assert.That(Registries.AskedOf("GET target.test/utility/cake/blobs/flour"), Has.Count.EqualTo(1));
        Assert.That(
            Registries.AskedOf("POST target.test/utility/redis/blobs/uploads/?mount=flour"),
            Has.Count.EqualTo(1)
        );
    }

    [Test]
    public async Task Blob_InAStockedRepository_IsMounted()
    {
        Registries.Put(OtherTarget, Flour);
        var bread = Publish(Source, "bread", Flour);
        Copier.Announce([Request(bread)], [OtherTarget, Target.WithTag("6"), new("elsewhere.test", "cake")]);

        var copy = await Copier.CopyAsync(Request(bread));

        Assert.That((copy.BlobsMounted, copy.BlobsMoved), Is.EqualTo((1, 1)));
        Assert.That(Registries.AskedOf("HEAD elsewhere.test"), Is.Empty);
    }

    [Test]
    public async Task Blob_OfTwoTagsInOneRepository_IsSentOnce()
    {
        var (bread, cake) = (Publish(Source, "bread", Flour), Publish(Source, "cake", Flour));

        var copies = await Task.WhenAll(
            Copier.CopyAsync(Request(bread)),
            Copier.CopyAsync(Request(cake, target: Target.WithTag("8")))
        );

        Assert.That(copies.Sum(copy => copy.BlobsMoved), Is.EqualTo(3));
        Assert.That(copies.Sum(copy => copy.BlobsPresent), Is.EqualTo(1));
    }

    [Test]
    public async Task Image_UnderSeveralTags_IsWrittenByDigestOnce()
    {
        var cake = PublishIndex(Source, "cake");

        await Task.WhenAll(
            Enumerable.Range(1, 5).Select(tag => Copier.CopyAsync(Request(cake, target: Target.WithTag($"{tag}"))))
        );

        Assert.That(Registries.AskedOf("PUT target.test/utility/redis/manifests/"), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Blob_ThatOneUpstreamDoesNotGive_IsReadFromTheOther()
    {
        var elsewhere = new Reference("other.test", "cake", "7");
        var (bread, cake) = (Publish(Source, "bread", Flour), Publish(elsewhere, "cake", Flour));
        Registries.Instead = asked =>
            asked == "GET upstream.test/redis/blobs/flour" ? new(HttpStatusCode.Forbidden) : null;
        Assert.ThrowsAsync<UpstreamException>(() => Copier.CopyAsync(Request(bread)));

        var copy = await Copier.CopyAsync(Request(cake, elsewhere, OtherTarget));

        Assert.That(copy.Digest, Is.EqualTo(cake.Digest));
        Assert.That(Registries.Has(Target.Name.WithDigest(bread.Digest)), Is.False);
    }
}
