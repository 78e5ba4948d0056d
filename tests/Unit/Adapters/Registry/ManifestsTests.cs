using System.Net;
using System.Text;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class ManifestsTests : RegistryFixture
{
    private const string Body = "{\n \"schemaVersion\": 2 }";
    private const string Address = $"{Root}/bakery/bread/manifests/7";
    private static readonly Manifest Manifest = new(MediaTypes.OciManifest, Encoding.UTF8.GetBytes(Body));

    [Test]
    public async Task Head_OfATag_GivesItsDescriptorAndAcceptsAllKinds()
    {
        Http.Expect(
            $"HEAD {Address}",
            (request, _) =>
            {
                Assert.That(
                    request.Headers.Accept.Select(type => type.MediaType),
                    Is.EquivalentTo(MediaTypes.Manifests)
                );
                Assert.That(request.Headers.UserAgent.ToString(), Is.EqualTo("bakehouse"));
                return StrictHttp.Answer(
                    HttpStatusCode.OK,
                    "",
                    MediaTypes.OciManifest,
                    ("Docker-Content-Digest", Manifest.Digest.ToString()),
                    ("Content-Length", "23")
                );
            }
        );

        var found = await Client.Manifests.HeadAsync(Bread);

        Assert.That(found, Is.EqualTo(new Descriptor(MediaTypes.OciManifest, Manifest.Digest, 23)));
        Assert.That(Client.Requests.Pulls(Host), Is.Zero);
    }

    [Test]
    public async Task Head_WithoutDigestHeader_HashesTheManifest()
    {
        Http.Expect($"HEAD {Address}", HttpStatusCode.OK, "", MediaTypes.OciManifest);
        Http.Expect($"GET {Address}", HttpStatusCode.OK, Body, MediaTypes.OciManifest);

        Assert.That(await Client.Manifests.HeadAsync(Bread), Is.EqualTo(Manifest.Descriptor));
        Assert.That(Client.Requests.Pulls(Host), Is.EqualTo(1));
    }

    [Test]
    public async Task HeadAndGet_OfWhatIsNotThere_AreNull()
    {
        Http.Expect($"HEAD {Address}", HttpStatusCode.NotFound);
        Http.Expect($"GET {Address}", HttpStatusCode.NotFound, """{"errors":[{"code":"MANIFEST_UNKNOWN"}]}""");

        Assert.That(await Client.Manifests.HeadAsync(Bread), Is.Null);
        Assert.That(await Client.Manifests.GetAsync(Bread), Is.Null);
    }

    [Test]
    public async Task Get_Always_KeepsTheBytesAsTheyAre()
    {
        Http.Expect($"GET {Address}", HttpStatusCode.OK, Body, $"{MediaTypes.OciManifest}; charset=utf-8");

        var manifest = await Client.Manifests.GetAsync(Bread);

        Assert.That(manifest!.Bytes.ToArray(), Is.EqualTo(Manifest.Bytes.ToArray()));
        Assert.That(manifest.MediaType, Is.EqualTo(MediaTypes.OciManifest));
    }

    [Test]
    public async Task Get_TagAndDigest_AsksForTheDigest()
    {
        Http.Expect(
            $"GET {Root}/bakery/bread/manifests/{Manifest.Digest}",
            HttpStatusCode.OK,
            Body,
            MediaTypes.OciManifest
        );

        Assert.That(
            (await Client.Manifests.GetAsync(Bread.WithDigest(Manifest.Digest)))!.Digest,
            Is.EqualTo(Manifest.Digest)
        );
    }

    [Test]
    public void Get_AnotherDigestThanAskedFor_IsRefused()
    {
        var asked = Digest.Of("other"u8);
        Http.Expect($"GET {Root}/bakery/bread/manifests/{asked}", HttpStatusCode.OK, Body, MediaTypes.OciManifest);

        Assert.That(
            () => Client.Manifests.GetAsync(Bread.WithDigest(asked)),
            Throws.TypeOf<RegistryException>().With.Message.Contains(asked.ToString())
        );
    }

    [Test]
    public void Get_DigestHeaderThatLies_IsRefused()
    {
        Http.Expect(
            $"GET {Address}",
            HttpStatusCode.OK,
            Body,
            MediaTypes.OciManifest,
            ("Docker-Content-Digest", Digest.Of("other"u8).ToString())
        );

        Assert.That(
            () => Client.Manifests.GetAsync(Bread),
            Throws.TypeOf<RegistryException>().With.Message.Contains("was promised")
        );
    }

    [Test]
    public async Task Put_UnderATag_SendsBytesAndMediaType()
    {
        Http.Expect(
            $"PUT {Address}",
            (request, body) =>
            {
                Assert.That(body, Is.EqualTo(Body));
                Assert.That(request.Content!.Headers.ContentType!.MediaType, Is.EqualTo(MediaTypes.OciManifest));
                return StrictHttp.Answer(HttpStatusCode.Created);
            }
        );

        await Client.Manifests.PutAsync(Bread, Manifest);
    }

    [Test]
    public async Task Put_WithoutTag_WritesUnderTheDigest()
    {
        Http.Expect($"PUT {Root}/bakery/bread/manifests/{Manifest.Digest}", HttpStatusCode.Created);

        await Client.Manifests.PutAsync(Bread.Name, Manifest);
    }

    [Test]
    public void Put_IntoNoRepository_NamesItAndSaysWhatToDo()
    {
        Http.Expect(
            $"PUT {Address}",
            HttpStatusCode.NotFound,
            """{"errors":[{"code":"NAME_UNKNOWN","message":"no such thing"}]}"""
        );

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.PutAsync(Bread, Manifest));

        Assert.That(error.Problem, Is.EqualTo("There is no repository bakery/bread in registry.test."));
    }

    [Test]
    public void Put_ThatTheRegistryFindsInvalid_CarriesItsCode()
    {
        Http.Expect(
            $"PUT {Address}",
            HttpStatusCode.BadRequest,
            """{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"blob unknown"}]}"""
        );

        var error = Assert.ThrowsAsync<RegistryException>(() => Client.Manifests.PutAsync(Bread, Manifest));

        Assert.That(error.Code, Is.EqualTo("MANIFEST_BLOB_UNKNOWN"));
        Assert.That(error.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(error.Message, Does.Contain("blob unknown"));
    }

    [Test]
    public async Task Delete_ByDigest_SaysWhetherItWasThere()
    {
        var address = $"{Root}/bakery/bread/manifests/{Manifest.Digest}";
        Http.Expect($"DELETE {address}", HttpStatusCode.Accepted).Expect($"DELETE {address}", HttpStatusCode.NotFound);
        var reference = Bread.WithDigest(Manifest.Digest);

        Assert.That(await Client.Manifests.DeleteAsync(reference), Is.True);
        Assert.That(await Client.Manifests.DeleteAsync(reference), Is.False);
    }
}
