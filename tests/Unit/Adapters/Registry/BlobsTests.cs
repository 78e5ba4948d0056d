using System.Net;
using System.Text;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class BlobsTests : RegistryFixture
{
    private const string Content = "crumb";
    private const string Uploads = $"POST {Root}/bakery/bread/blobs/uploads/";
    private static readonly Descriptor Blob = new(MediaTypes.OciLayer, Digest.Of("crumb"u8), 5);
    private static readonly string Address = $"{Root}/bakery/bread/blobs/{Blob.Digest}";
    private static readonly string EscapedDigest = Uri.EscapeDataString(Blob.Digest.ToString());

    [TestCase(HttpStatusCode.OK, true)]
    [TestCase(HttpStatusCode.NotFound, false)]
    public async Task Exists_Always_AsksWithHead(HttpStatusCode status, bool exists)
    {
        Http.Expect($"HEAD {Address}", status);

        Assert.That(await Client.Blobs.ExistsAsync(Bread, Blob.Digest), Is.EqualTo(exists));
    }

    [TestCase("crumbs", "more than the 5 bytes")]
    [TestCase("cru", "ended after 3 of the 5 bytes")]
    [TestCase("crums", "where")]
    public async Task OpenRead_OfWhatIsNotTheBlob_NeverReachesItsEnd(string served, string problem)
    {
        Http.Expect($"GET {Address}", HttpStatusCode.OK, served);
        await using var stream = await Client.Blobs.OpenReadAsync(Bread, Blob);
        var copy = new MemoryStream();

        Assert.That(
            () => stream.CopyToAsync(copy),
            Throws
                .TypeOf<RegistryException>()
                .With.Message.Contains(problem)
                .And.Message.Contains(Blob.Digest.ToString())
        );
        Assert.That(copy.Length, Is.LessThan(Blob.Size));
    }

    [Test]
    public void OpenRead_OfNothing_SaysSo()
    {
        Http.Expect($"GET {Address}", HttpStatusCode.NotFound, """{"errors":[{"code":"BLOB_UNKNOWN"}]}""");

        Assert.That(
            () => Client.Blobs.OpenReadAsync(Bread, Blob),
            Throws.TypeOf<RegistryException>().With.Property("Code").EqualTo("BLOB_UNKNOWN")
        );
    }

    [TestCase(
        "/v2/bakery/bread/blobs/uploads/1?_state=a%3D%3D",
        "https://registry.test/v2/bakery/bread/blobs/uploads/1?_state=a%3D%3D&digest="
    )]
    [TestCase("https://storage.test/up/1", "https://storage.test/up/1?digest=")]
    public async Task Upload_Always_PostsAndPutsOnce(string location, string put)
    {
        Http.Expect(Uploads, HttpStatusCode.Accepted, "", null, ("Location", location));
        Http.Expect(
            $"PUT {put}{EscapedDigest}",
            (request, body) =>
            {
                Assert.That(body, Is.EqualTo(Content));
                Assert.That(request.Content!.Headers.ContentLength, Is.EqualTo(5));
                return StrictHttp.Answer(HttpStatusCode.Created);
            }
        );

        await Client.Blobs.UploadAsync(Bread, Blob, Open);
    }

    [Test]
    public async Task Upload_ThatBreaksOff_StartsAnew()
    {
        var opened = 0;
        ExpectUpload("1", HttpStatusCode.InternalServerError);
        ExpectUpload("2", HttpStatusCode.Created);

        await Client.Blobs.UploadAsync(
            Bread,
            Blob,
            token =>
            {
                opened++;
                return Open(token);
            }
        );

        Assert.That(opened, Is.EqualTo(2));
    }

    [Test]
    public async Task Upload_OfASourceThatIsDamagedOnce_StartsAnew()
    {
        Http.Expect($"GET {Address}", HttpStatusCode.OK, "crums").Expect($"GET {Address}", HttpStatusCode.OK, Content);
        var target = new StrictHttp();
        using var client = new RegistryClient(Credentials, target, Time, Patience.Default);
        target.Expect(Uploads, HttpStatusCode.Accepted, "", null, ("Location", "/up/1"));
        target.Expect(Uploads, HttpStatusCode.Accepted, "", null, ("Location", "/up/2"));
        target.Expect($"PUT https://registry.test/up/2?digest={EscapedDigest}", HttpStatusCode.Created);

        await client.Blobs.UploadAsync(Bread, Blob, token => Client.Blobs.OpenReadAsync(Bread, Blob, token));

        target.AssertAllCame();
    }

    [Test]
    public async Task Mount_Granted_NeedsNoUpload()
    {
        Http.Expect($"{Uploads}?mount={EscapedDigest}&from=bakery%2Fcake", HttpStatusCode.Created);

        Assert.That((await Client.Blobs.MountAsync(Bread, Blob.Digest, "bakery/cake")).Mounted, Is.True);
    }

    [Test]
    public async Task Mount_Declined_LeavesAnUploadThatIsUsed()
    {
        Http.Expect(
            $"{Uploads}?mount={EscapedDigest}&from=bakery%2Fcake",
            HttpStatusCode.Accepted,
            "",
            null,
            ("Location", "/up/1")
        );
        Http.Expect($"PUT https://registry.test/up/1?digest={EscapedDigest}", HttpStatusCode.Created);

        var mount = await Client.Blobs.MountAsync(Bread, Blob.Digest, "bakery/cake");
        await Client.Blobs.UploadAsync(Bread, Blob, Open, mount.Upload);

        Assert.That(mount.Mounted, Is.False);
    }

    [Test]
    public async Task Upload_IntoADeclinedMountThatBreaksOff_OpensAnother()
    {
        Http.Expect($"PUT https://registry.test/up/1?digest={EscapedDigest}", HttpStatusCode.BadGateway);
        ExpectUpload("2", HttpStatusCode.Created);

        await Client.Blobs.UploadAsync(Bread, Blob, Open, new Uri("https://registry.test/up/1"));
    }

    [Test]
    public async Task Upload_WhoseLoginRanOutMeanwhile_IsSentWholeAgain()
    {
        LogIn("baker", "hunter2");
        var put = $"PUT https://registry.test/up/1?digest={EscapedDigest}";
        Http.Expect(Uploads, HttpStatusCode.Accepted, "", null, ("Location", "/up/1"));
        Http.Expect(put, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", "Basic realm=\"x\""));
        Http.Expect(
            put,
            (request, body) =>
            {
                Assert.That(request.Headers.Authorization!.Scheme, Is.EqualTo("Basic"));
                Assert.That(body, Is.EqualTo(Content));
                return StrictHttp.Answer(HttpStatusCode.Created);
            }
        );

        await Client.Blobs.UploadAsync(Bread, Blob, Open);
    }

    [Test]
    public void Upload_WithoutLocation_SaysSo()
    {
        for (var i = 0; i < 5; i++)
            Http.Expect(Uploads, HttpStatusCode.Accepted);

        Assert.That(
            () => Client.Blobs.UploadAsync(Bread, Blob, Open),
            Throws.TypeOf<RegistryException>().With.Message.Contains("did not say where")
        );
    }

    private void ExpectUpload(string name, HttpStatusCode status)
    {
        Http.Expect(Uploads, HttpStatusCode.Accepted, "", null, ("Location", $"/up/{name}"));
        Http.Expect($"PUT https://registry.test/up/{name}?digest={EscapedDigest}", status);
    }

    private static Task<Stream> Open(CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(Content)));
}
