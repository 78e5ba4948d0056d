using System.Net;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class RetryTests : RegistryFixture
{
    private const string Head = $"HEAD {Root}/bakery/bread/manifests/7";
    private const string Put = $"PUT {Root}/bakery/bread/manifests/7";
    private const string DigestInvalid =
        """{"errors":[{"code":"DIGEST_INVALID","message":"provided digest did not match uploaded content"}]}""";

    private static readonly Manifest Empty = new(MediaTypes.OciManifest, "{}"u8.ToArray());

    [TestCase(HttpStatusCode.InternalServerError)]
    [TestCase(HttpStatusCode.BadGateway)]
    [TestCase(HttpStatusCode.TooManyRequests)]
    public async Task Head_ThreeFailuresThenFine_Succeeds(HttpStatusCode status)
    {
        for (var i = 0; i < 3; i++)
            Http.Expect(Head, status);
        Http.Expect(Head, HttpStatusCode.NotFound);

        Assert.That(await Client.Manifests.HeadAsync(Bread), Is.Null);
        Assert.That(Time.Waits, Has.Count.EqualTo(3).And.All.LessThan(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void Head_FailingForGood_EndsAfterFiveAttempts()
    {
        for (var i = 0; i < 5; i++)
            Http.Expect(Head, HttpStatusCode.InternalServerError);

        Assert.That(
            () => Client.Manifests.HeadAsync(Bread),
            Throws
                .TypeOf<RegistryException>()
                .With.Property("Status")
                .EqualTo(HttpStatusCode.InternalServerError)
                .And.Message.Contains("registry.test answered 500 to HEAD")
        );
    }

    [Test]
    public async Task Head_RetryAfterSeconds_WaitsThatLong()
    {
        Http.Expect(Head, HttpStatusCode.TooManyRequests, "", null, ("Retry-After", "17"));
        Http.Expect(Head, HttpStatusCode.NotFound);

        await Client.Manifests.HeadAsync(Bread);

        Assert.That(Time.Waits, Is.EqualTo((TimeSpan[])[TimeSpan.FromSeconds(17)]));
    }

    [Test]
    public async Task Head_RetryAfterDate_WaitsUntilThen()
    {
        var date = Time.GetUtcNow().AddSeconds(42).ToString("R");
        Http.Expect(Head, HttpStatusCode.ServiceUnavailable, "", null, ("Retry-After", date));
        Http.Expect(Head, HttpStatusCode.NotFound);

        await Client.Manifests.HeadAsync(Bread);

        Assert.That(Time.Waits, Is.EqualTo((TimeSpan[])[TimeSpan.FromSeconds(42)]));
    }

    [Test]
    public void Head_RetryAfterAnHour_DoesNotWaitForIt()
    {
        Http.Expect(
            Head,
            HttpStatusCode.TooManyRequests,
            """{"errors":[{"code":"TOOMANYREQUESTS","message":"pull rate limit"}]}""",
            null,
            ("Retry-After", "3600")
        );

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.HeadAsync(Bread));

        Assert.That(error.Problem, Does.Contain("registry.test").And.Contain("pull rate limit"));
        Assert.That(error.Remedy, Does.Contain("01:00:00"));
        Assert.That(Time.Waits, Is.Empty);
    }

    [Test]
    public async Task Put_OfADigestThatTheRegistryDoubtsOnce_Succeeds()
    {
        Http.Expect(Put, HttpStatusCode.BadRequest, DigestInvalid).Expect(Put, HttpStatusCode.Created);

        await Client.Manifests.PutAsync(Bread, Empty);
    }

    [Test]
    public void Put_OfADigestThatTheRegistryDoubtsForGood_SaysWhatTheRegistrySaid()
    {
        for (var i = 0; i < 5; i++)
            Http.Expect(Put, HttpStatusCode.BadRequest, DigestInvalid);

        Assert.That(
            () => Client.Manifests.PutAsync(Bread, Empty),
            Throws
                .TypeOf<RegistryException>()
                .With.Message.Contains("answered 400")
                .And.Message.Contains("did not match")
        );
    }

    [TestCase(HttpStatusCode.Forbidden)]
    [TestCase(HttpStatusCode.BadRequest)]
    [TestCase(HttpStatusCode.NotImplemented)]
    public void Head_AnswerThatStays_IsNotAskedAgain(HttpStatusCode status)
    {
        Http.Expect(Head, status);

        Assert.CatchAsync(() => Client.Manifests.HeadAsync(Bread));
        Assert.That(Time.Waits, Is.Empty);
    }

    [TestCase(HttpRequestError.ConnectionError, 3)]
    [TestCase(HttpRequestError.NameResolutionError, 3)]
    [TestCase(HttpRequestError.ResponseEnded, 5)]
    [TestCase(HttpRequestError.SecureConnectionError, 1)]
    public void Head_NobodyThere_NamesHostAndPort(HttpRequestError reason, int attempts)
    {
        for (var i = 0; i < attempts; i++)
            Http.Expect(Head, (_, _) => throw new HttpRequestException(reason, "nobody listens"));

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.HeadAsync(Bread));

        Assert.That(error.Problem, Does.Contain("registry.test:443").And.Contain("nobody listens"));
        Assert.That(error.InnerException, Is.TypeOf<RegistryException>().With.Property("Status").Null);
    }

    [Test]
    public void Head_ServerThatNeverAnswers_IsGivenUp()
    {
        using var client = new RegistryClient(
            Credentials,
            new SilentHttp(),
            Time,
            new Patience(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1))
        );

        Assert.That(
            () => client.Manifests.HeadAsync(Bread),
            Throws.TypeOf<BakehouseException>().With.Message.Contains("there was no answer for 0.001 seconds")
        );
        Assert.That(client.Requests.Total, Is.EqualTo(2));
    }

    [Test]
    public void Head_Cancelled_EndsAtOnce()
    {
        using var client = new RegistryClient(Credentials, new SilentHttp(), Time, Patience.Default);
        using var cancelled = new CancellationTokenSource();
        var head = client.Manifests.HeadAsync(Bread, cancelled.Token);

        cancelled.Cancel();

        Assert.That(() => head, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(client.Requests.Total, Is.EqualTo(1));
    }

    private sealed class SilentHttp : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new AssertionException("Nothing comes after infinity.");
        }
    }
}
