using System.Net;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Registry;

/// <summary>What every kind of request has in common: where it goes, and what is made of the answer.</summary>
public sealed class AnswersTests : RegistryFixture
{
    private const string Head = $"HEAD {Root}/bakery/bread/manifests/7";

    [TestCase("redis:7", "https://registry-1.docker.io/v2/library/redis/manifests/7")]
    [TestCase("host.test:5000/a:7", "https://host.test:5000/v2/a/manifests/7")]
    [TestCase("localhost:5000/a:7", "http://localhost:5000/v2/a/manifests/7")]
    [TestCase("127.0.0.2:5000/a:7", "http://127.0.0.2:5000/v2/a/manifests/7")]
    [TestCase("[::1]:5000/a:7", "http://[::1]:5000/v2/a/manifests/7")]
    [TestCase("localhost.test/a:7", "https://localhost.test/v2/a/manifests/7")]
    public async Task Head_OfAnyRegistry_GoesToItsApi(string reference, string address)
    {
        Http.Expect($"HEAD {address}", HttpStatusCode.NotFound);

        Assert.That(await Client.Manifests.HeadAsync(Reference.Parse(reference)), Is.Null);
    }

    [Test]
    public void Head_Denied_NamesRegistryAndRepository()
    {
        Http.Expect(Head, HttpStatusCode.Forbidden);
        Http.Expect(Head.Replace("HEAD", "GET", StringComparison.Ordinal), HttpStatusCode.Forbidden);

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.HeadAsync(Bread));

        Assert.That(error.Problem, Is.EqualTo("registry.test denies access to bakery/bread."));
        Assert.That(
            error.InnerException,
            Is.TypeOf<RegistryException>().With.Property("Status").EqualTo(HttpStatusCode.Forbidden)
        );
    }

    [Test]
    public async Task RateLimit_SentWithAHead_IsKept()
    {
        Http.Expect(
            Head,
            HttpStatusCode.NotFound,
            "",
            null,
            ("RateLimit-Limit", "100;w=21600"),
            ("RateLimit-Remaining", "76;w=21600")
        );

        await Client.Manifests.HeadAsync(Bread);

        Assert.That(Client.RateLimitOf(Host), Is.EqualTo(new RateLimit(100, 76, TimeSpan.FromHours(6))));
        Assert.That(Client.RateLimitOf("docker.io"), Is.Null);
    }

    [TestCase("x", "1")]
    [TestCase("1", "")]
    public async Task RateLimit_ThatCantBeRead_IsNone(string limit, string remaining)
    {
        Http.Expect(
            Head,
            HttpStatusCode.NotFound,
            "",
            null,
            ("RateLimit-Limit", limit),
            ("RateLimit-Remaining", remaining)
        );

        await Client.Manifests.HeadAsync(Bread);

        Assert.That(Client.RateLimitOf(Host), Is.Null);
    }

    [Test]
    public async Task Redirect_ToAStorage_TakesNoCredentialsAlong()
    {
        LogIn("baker", "hunter2");
        var get = $"GET {Root}/bakery/bread/blobs/{Digest.Of("crumb"u8)}";
        Http.Expect(get, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", "Basic realm=\"x\""));
        Http.Expect(get, HttpStatusCode.TemporaryRedirect, "", null, ("Location", "https://storage.test/b?sig=1"));
        Http.Expect(
            "GET https://storage.test/b?sig=1",
            (request, _) =>
            {
                Assert.That(request.Headers.Authorization, Is.Null);
                return StrictHttp.Answer(HttpStatusCode.OK, "crumb");
            }
        );

        await using var stream = await Client.Blobs.OpenReadAsync(
            Bread,
            new Descriptor(MediaTypes.OciLayer, Digest.Of("crumb"u8), 5)
        );
        using var reader = new StreamReader(stream);

        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("crumb"));
    }

    [Test]
    public async Task Link_ToAnotherServer_TakesNoCredentialsAlong()
    {
        LogIn("baker", "hunter2");
        var first = $"GET {Root}/bakery/bread/tags/list?n=1000";
        Http.Expect(first, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", "Basic realm=\"x\""));
        Http.Expect(
            first,
            HttpStatusCode.OK,
            """{"tags":["1"]}""",
            null,
            ("Link", "<https://evil.test/tags>; rel=\"next\"")
        );
        Http.Expect(
            "GET https://evil.test/tags",
            (request, _) =>
            {
                Assert.That(request.Headers.Authorization, Is.Null);
                return StrictHttp.Answer(HttpStatusCode.OK, """{"tags":["2"]}""");
            }
        );

        Assert.That(await Client.Tags.ListAsync(Bread), Is.EqualTo((string[])["1", "2"]));
    }
}
