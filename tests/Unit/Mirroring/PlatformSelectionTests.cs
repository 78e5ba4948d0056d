using Bakehouse.Mirroring;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Mirroring;

public sealed class PlatformSelectionTests : CopyFixture
{
    private static readonly Platform Amd64 = new("linux", "amd64");
    private static readonly Manifest OfAmd64 = FakeImage.Of("amd64");
    private static readonly Manifest OfArm7 = FakeImage.Of("arm7");
    private static readonly Manifest OfArm8 = FakeImage.Of("arm8");
    private static readonly Manifest Attested = FakeImage.Of("attested");
    private static readonly Manifest Index = FakeImage.Index(
        (OfAmd64, FakeImage.On("linux/amd64") + ""","unheardOf":[1.50]"""),
        (OfArm7, FakeImage.On("linux/arm/v7")),
        (OfArm8, FakeImage.On("linux/arm/v8")),
        (Attested, FakeImage.AttestationOf(OfAmd64)),
        (FakeImage.Of("of arm"), FakeImage.AttestationOf(OfArm7))
    );

    [Test]
    public void Selection_OfOnePlatform_HasItAndItsAttestation() =>
        Assert.That(Digests(Select(Amd64)), Is.EqualTo((Digest[])[OfAmd64.Digest, Attested.Digest]));

    [Test]
    public void Selection_WithoutAVariant_HasAllOfThem() =>
        Assert.That(
            Digests(Select(new Platform("linux", "arm"))).Take(2),
            Is.EqualTo((Digest[])[OfArm7.Digest, OfArm8.Digest])
        );

    [Test]
    public void Selection_WithAVariant_HasThatOneOnly() =>
        Assert.That(Digests(Select(new Platform("linux", "arm", "v8"))), Is.EqualTo((Digest[])[OfArm8.Digest]));

    [Test]
    public void Selection_OfSome_SaysWhichIndexItIsOf()
    {
        var selected = Select(Amd64);

        Assert.That(selected.Digest, Is.Not.EqualTo(Index.Digest));
        Assert.That(PlatformSelection.UpstreamDigestOf(selected), Is.EqualTo(Index.Digest));
    }

    [Test]
    public void Selection_OfAll_IsTheIndexItself() => Assert.That(Select(Amd64, new("linux", "arm")), Is.SameAs(Index));

    [Test]
    public void Selection_MadeTwice_IsTheSame()
    {
        var first = Select(Amd64);

        Assert.That(Select(Amd64).Digest, Is.EqualTo(first.Digest));
    }

    [Test]
    public void Selection_OfAnEntryThatSaysMore_KeepsItAsItIs() =>
        Assert.That(
            System.Text.Encoding.UTF8.GetString(Select(Amd64).Bytes.Span),
            Does.Contain("\"unheardOf\":[1.50]")
        );

    [Test]
    public void Selection_OfWhatIsNotThere_NamesWhatIs() =>
        Assert.That(
            () => Select(new Platform("linux", "s390x")),
            Throws
                .TypeOf<BakehouseException>()
                .With.Property("Problem")
                .Contains("linux/s390x")
                .And.Property("Remedy")
                .Contains("linux/amd64, linux/arm/v7, linux/arm/v8.")
        );

    [Test]
    public void UpstreamDigest_OfACopyOfAll_IsItsOwn()
    {
        Assert.That(PlatformSelection.UpstreamDigestOf(Index), Is.EqualTo(Index.Digest));
        Assert.That(PlatformSelection.UpstreamDigestOf(OfAmd64), Is.EqualTo(OfAmd64.Digest));
    }

    [Test]
    public async Task Copy_OfOnePlatform_TakesNothingOfTheOthers()
    {
        var index = PublishIndex(Source, "cake");
        var request = Request(index) with { Platforms = [Amd64] };

        var copy = await Copier.CopyAsync(request);
        await Copier.TagAsync(copy);

        Assert.That(copy.Pulls, Is.EqualTo(2));
        Assert.That(PlatformSelection.UpstreamDigestOf(copy.Manifest!), Is.EqualTo(index.Digest));
        Assert.That(Registries.AskedOf("GET").Where(asked => asked.Contains("arm64")), Is.Empty);
    }

    [Test]
    public async Task Copy_OfOnePlatformThatIsThere_CostsTheIndexOnly()
    {
        var request = Request(PublishIndex(Source, "cake")) with { Platforms = [Amd64] };
        await Copier.CopyAsync(request);
        StartAnew();

        var copy = await Copier.CopyAsync(request);

        Assert.That((copy.IsCopied, copy.Pulls), Is.EqualTo((true, 1)));
    }

    private static Manifest Select(params Platform[] platforms) => PlatformSelection.Select(Index, platforms, Source);

    private static IEnumerable<Digest> Digests(Manifest index) => index.ReadIndex().Manifests.Select(m => m.Digest);
}
