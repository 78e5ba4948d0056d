using System.Net;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class ReferrersTests : RegistryFixture
{
    private static readonly Digest Subject = Digest.Of("subject"u8);
    private static readonly Digest Signature = Digest.Of("signature"u8);
    private static readonly string Address = $"GET {Root}/bakery/bread/referrers/{Subject}";
    private static readonly string Index =
        $$"""{"manifests":[{"mediaType":"{{MediaTypes.OciManifest}}","size":3,"digest":"{{Signature}}","artifactType":"a/b"}]}""";

    [Test]
    public async Task List_FromTheApi_FollowsItsPages()
    {
        Http.Expect(Address, HttpStatusCode.OK, Index, null, ("Link", "</v2/next>; rel=\"next\""));
        Http.Expect($"GET {Root}/next", HttpStatusCode.OK, """{"manifests":[]}""");

        var found = await Client.Referrers.ListAsync(Bread.WithDigest(Subject));

        Assert.That(found.Select(f => (f.Digest, f.ArtifactType)), Is.EqualTo(new[] { (Signature, "a/b") }));
    }

    [Test]
    public async Task List_WithoutTheApi_ReadsTheTag()
    {
        Http.Expect(Address, HttpStatusCode.NotFound);
        Http.Expect(
            $"GET {Root}/bakery/bread/manifests/sha256-{Subject.Hex}",
            HttpStatusCode.OK,
            Index,
            MediaTypes.OciIndex
        );

        var found = await Client.Referrers.ListAsync(Bread.WithDigest(Subject));

        Assert.That(found.Single().Digest, Is.EqualTo(Signature));
    }

    [Test]
    public async Task List_WithNeither_IsEmpty()
    {
        Http.Expect(Address, HttpStatusCode.NotFound);
        Http.Expect($"GET {Root}/bakery/bread/manifests/sha256-{Subject.Hex}", HttpStatusCode.NotFound);

        Assert.That(await Client.Referrers.ListAsync(Bread.WithDigest(Subject)), Is.Empty);
    }
}
