using System.Net;
using System.Text;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class BearerTests : RegistryFixture
{
    private const string Head = $"HEAD {Root}/bakery/bread/manifests/7";
    private const string Realm = "https://auth.test/token";
    private const string Challenge =
        $"Bearer realm=\"{Realm}\",service=\"registry.test\",scope=\"repository:bakery/bread:pull\"";
    private const string TokenAddress = $"GET {Realm}?service=registry.test&scope=repository%3Abakery%2Fbread%3Apull";

    [Test]
    public async Task Head_OfAnAnonymousRegistry_FetchesATokenAndKeepsIt()
    {
        Http.Expect(Head, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", Challenge));
        Http.Expect(
            TokenAddress,
            (request, _) =>
            {
                Assert.That(request.Headers.Authorization, Is.Null);
                return StrictHttp.Answer(HttpStatusCode.OK, """{"token":"t1","expires_in":300}""");
            }
        );
        ExpectBearer("t1", HttpStatusCode.NotFound);
        ExpectBearer("t1", HttpStatusCode.NotFound);

        await Client.Manifests.HeadAsync(Bread);
        await Client.Manifests.HeadAsync(Bread);

        Assert.That(Client.Requests.Count(HttpMethod.Get, Host, RequestKind.Token), Is.EqualTo(1));
    }

    [Test]
    public async Task Head_OfASecondRepository_AsksForItsTokenWithoutBeingTold()
    {
        await LogInOnce("""{"access_token":"t1"}""");
        Http.Expect(
            $"GET {Realm}?service=registry.test&scope=repository%3Abakery%2Fcake%3Apull",
            HttpStatusCode.OK,
            """{"token":"t2"}"""
        );
        Http.Expect(
            $"HEAD {Root}/bakery/cake/manifests/7",
            (request, _) =>
            {
                Assert.That(request.Headers.Authorization!.Parameter, Is.EqualTo("t2"));
                return StrictHttp.Answer(HttpStatusCode.NotFound);
            }
        );

        await Client.Manifests.HeadAsync(new(Host, "bakery/cake", "7"));
    }

    [Test]
    public async Task Head_WhenTheTokenIsNearlyOver_FetchesAnother()
    {
        await LogInOnce("""{"token":"t1","expires_in":300}""");
        Time.Advance(TimeSpan.FromSeconds(280));
        Http.Expect(TokenAddress, HttpStatusCode.OK, """{"token":"t2"}""");
        ExpectBearer("t2", HttpStatusCode.NotFound);

        await Client.Manifests.HeadAsync(Bread);
    }

    [Test]
    public async Task Head_WhenTheRegistryForgetsTheToken_FetchesAnotherOnce()
    {
        await LogInOnce("""{"token":"t1","expires_in":300}""");
        ExpectBearer("t1", HttpStatusCode.Unauthorized);
        Http.Expect(TokenAddress, HttpStatusCode.OK, """{"token":"t2"}""");
        ExpectBearer("t2", HttpStatusCode.NotFound);

        Assert.That(await Client.Manifests.HeadAsync(Bread), Is.Null);
    }

    [Test]
    public async Task Head_WithAPassword_SendsItToTheTokenServerOnly()
    {
        LogIn("baker", "pa:ss");
        Http.Expect(
            Head,
            (request, _) =>
            {
                Assert.That(request.Headers.Authorization, Is.Null);
                return StrictHttp.Answer(HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", Challenge));
            }
        );
        Http.Expect(
            TokenAddress,
            (request, _) =>
            {
                var sent = Convert.FromBase64String(request.Headers.Authorization!.Parameter!);
                Assert.That(request.Headers.Authorization.Scheme, Is.EqualTo("Basic"));
                Assert.That(Encoding.UTF8.GetString(sent), Is.EqualTo("baker:pa:ss"));
                return StrictHttp.Answer(HttpStatusCode.OK, """{"token":"t1"}""");
            }
        );
        ExpectBearer("t1", HttpStatusCode.NotFound);

        await Client.Manifests.HeadAsync(Bread);
    }

    [Test]
    public async Task Head_WithAnIdentityToken_PostsIt()
    {
        LogIn("<token>", "refresh", isIdentityToken: true);
        Http.Expect(Head, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", Challenge));
        Http.Expect(
            $"POST {Realm}",
            (_, body) =>
            {
                Assert.That(
                    body,
                    Is.EqualTo(
                        "service=registry.test&scope=repository%3Abakery%2Fbread%3Apull&client_id=bakehouse"
                            + "&grant_type=refresh_token&refresh_token=refresh"
                    )
                );
                return StrictHttp.Answer(HttpStatusCode.OK, """{"access_token":"t1"}""");
            }
        );
        ExpectBearer("t1", HttpStatusCode.NotFound);

        await Client.Manifests.HeadAsync(Bread);
    }

    [Test]
    public async Task Head_WhenTheTokenServerIsBusy_TriesAgain()
    {
        Http.Expect(Head, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", Challenge));
        Http.Expect(TokenAddress, HttpStatusCode.ServiceUnavailable);
        Http.Expect(TokenAddress, HttpStatusCode.OK, """{"token":"t1"}""");
        ExpectBearer("t1", HttpStatusCode.NotFound);

        Assert.That(await Client.Manifests.HeadAsync(Bread), Is.Null);
    }

    [Test]
    public void Head_WithoutLogin_NamesRegistryRepositoryAndRemedy()
    {
        Http.Expect(Head, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", Challenge));
        Http.Expect(TokenAddress, HttpStatusCode.OK, """{"token":"anonymous"}""");
        ExpectBearer("anonymous", HttpStatusCode.Unauthorized);

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.HeadAsync(Bread));

        Assert.That(error.Problem, Does.Contain("registry.test").And.Contain("bakery/bread"));
        Assert.That(error.Remedy, Does.Contain("docker login registry.test"));
    }

    [TestCase(HttpStatusCode.Unauthorized)]
    [TestCase(HttpStatusCode.Forbidden)]
    public void Head_WhenTheTokenServerRefusesThePassword_SaysWhoseAndWhatToDo(HttpStatusCode status)
    {
        LogIn("baker", "hunter2");
        Http.Expect(Head, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", Challenge));
        Http.Expect(TokenAddress, status, """{"details":"hunter2 is wrong"}""");

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.HeadAsync(Bread));

        Assert.That(error.Problem, Does.Contain("registry.test refuses the credentials of baker"));
        Assert.That(error.Remedy, Is.EqualTo("Run `docker login registry.test`."));
        Assert.That(error.ToString(), Does.Not.Contain("hunter2"));
    }

    [Test]
    public void Head_WhenTheTokenServerIsUnencrypted_KeepsThePassword()
    {
        LogIn("baker", "hunter2");
        Http.Expect(
            Head,
            HttpStatusCode.Unauthorized,
            "",
            null,
            ("WWW-Authenticate", "Bearer realm=\"http://auth.test/token\"")
        );

        Assert.That(
            () => Client.Manifests.HeadAsync(Bread),
            Throws.TypeOf<BakehouseException>().With.Message.Contains("unencrypted to auth.test")
        );
    }

    private async Task LogInOnce(string token)
    {
        Http.Expect(Head, HttpStatusCode.Unauthorized, "", null, ("WWW-Authenticate", Challenge));
        Http.Expect(TokenAddress, HttpStatusCode.OK, token);
        ExpectBearer("t1", HttpStatusCode.NotFound);
        await Client.Manifests.HeadAsync(Bread);
    }

    private void ExpectBearer(string token, HttpStatusCode status) =>
        Http.Expect(
            Head,
            (request, _) =>
            {
                Assert.That(request.Headers.Authorization!.ToString(), Is.EqualTo($"Bearer {token}"));
                return StrictHttp.Answer(status, "", null, ("WWW-Authenticate", Challenge));
            }
        );
}
