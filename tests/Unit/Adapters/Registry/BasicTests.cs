using System.Net;
using System.Text;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class BasicTests : RegistryFixture
{
    private const string Head = $"HEAD {Root}/bakery/bread/manifests/7";

    [Test]
    public async Task Head_OnceChallenged_SendsThePasswordAtOnce()
    {
        LogIn("baker", "hunter2");
        Expect(null, HttpStatusCode.Unauthorized);
        Expect("baker:hunter2", HttpStatusCode.NotFound);
        Expect("baker:hunter2", HttpStatusCode.NotFound);

        await Client.Manifests.HeadAsync(Bread);
        await Client.Manifests.HeadAsync(Bread);
    }

    [Test]
    public void Head_WithTheWrongPassword_SaysWhoseAndNotWhich()
    {
        LogIn("baker", "hunter2");
        Expect(null, HttpStatusCode.Unauthorized);
        Expect("baker:hunter2", HttpStatusCode.Unauthorized);

        var error = Assert.ThrowsAsync<BakehouseException>(() => Client.Manifests.HeadAsync(Bread));

        Assert.That(error.Problem, Does.Contain("refuses the credentials of baker"));
        Assert.That(error.ToString(), Does.Not.Contain("hunter2").And.Not.Contain(Base64("baker:hunter2")));
    }

    [Test]
    public void Head_WithoutAnyPassword_AsksForALogin()
    {
        Expect(null, HttpStatusCode.Unauthorized);

        Assert.That(
            () => Client.Manifests.HeadAsync(Bread),
            Throws.TypeOf<BakehouseException>().With.Property("Remedy").Contains("docker login registry.test")
        );
    }

    [Test]
    public async Task Head_WhenThePasswordHasChangedMeanwhile_LooksItUpAnew()
    {
        LogIn("AWS", "old");
        Expect(null, HttpStatusCode.Unauthorized);
        Expect("AWS:old", HttpStatusCode.NotFound);
        await Client.Manifests.HeadAsync(Bread);

        LogIn("AWS", "new");
        Expect("AWS:old", HttpStatusCode.Unauthorized);
        Expect("AWS:new", HttpStatusCode.NotFound);

        Assert.That(await Client.Manifests.HeadAsync(Bread), Is.Null);
    }

    [Test]
    public async Task Head_WithATokenThatTheRegistryTakesForExpired_IsSentWithAnother()
    {
        LogIn("AWS", "old", expires: DateTimeOffset.MaxValue.AddDays(-1));
        Expect(null, HttpStatusCode.Unauthorized);
        Expect("AWS:old", HttpStatusCode.NotFound);
        await Client.Manifests.HeadAsync(Bread);

        LogIn("AWS", "new", expires: DateTimeOffset.MaxValue.AddDays(-1));
        Expect("AWS:old", HttpStatusCode.Forbidden);
        Expect("AWS:new", HttpStatusCode.NotFound);

        Assert.That(await Client.Manifests.HeadAsync(Bread), Is.Null);
    }

    [Test]
    public async Task Head_ThatIsForbidden_IsNoReasonForAnotherLoginAndSaysWhatIsMissing()
    {
        const string missing = "User: baker is not authorized to perform: ecr:BatchGetImage";
        LogIn("baker", "hunter2");
        Expect(null, HttpStatusCode.Unauthorized);
        Expect("baker:hunter2", HttpStatusCode.Forbidden);
        Http.Expect(
            Head.Replace("HEAD", "GET", StringComparison.Ordinal),
            (_, _) =>
                StrictHttp.Answer(
                    HttpStatusCode.Forbidden,
                    $$"""{"errors": [{"code": "DENIED", "message": "{{missing}}"}]}""",
                    "application/json"
                )
        );

        await Assert.ThatAsync(
            () => Client.Manifests.HeadAsync(Bread),
            Throws.TypeOf<BakehouseException>().With.Property("Problem").Contains("ecr:BatchGetImage")
        );
    }

    private void Expect(string? password, HttpStatusCode status) =>
        Http.Expect(
            Head,
            (request, _) =>
            {
                Assert.That(
                    request.Headers.Authorization?.ToString(),
                    Is.EqualTo(password is null ? null : $"Basic {Base64(password)}")
                );
                return StrictHttp.Answer(status, "", null, ("WWW-Authenticate", "Basic realm=\"bakery\""));
            }
        );

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
