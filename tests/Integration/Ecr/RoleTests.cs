using System.Buffers.Text;
using System.Text;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>Runs that work as a role: one that they assume, and one that a job's identity token stands for.</summary>
internal sealed class RoleTests
{
    private const string Role = $"arn:aws:iam::{LocalAccount.Id}:role/platform/baker";
    private const string Session = $"arn:aws:sts::{LocalAccount.Id}:assumed-role/baker/";
    private AccountTree opened = null!;

    [SetUp]
    public async Task OpenAsync() => opened = await AccountTree.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await opened.DisposeAsync();

    [Test]
    public async Task Role_ThatIsNamed_IsAssumedOnceAndDoesEverything()
    {
        (await opened.PushAsync($"--role={Role}")).Succeeded();

        var calls = await opened.Account.TakeCallsAsync();
        Assert.That(calls[0], Is.EqualTo(new Call("sts:AssumeRole", Role, LocalAccount.Key.PrincipalArn, null)));
        Assert.That(calls.Skip(1).Select(call => call.PrincipalArn), Is.All.EqualTo($"{Session}bakehouse"));
        Assert.That(calls.Select(call => call.Action), Does.Contain("ecr:PutImage"));
    }

    [Test]
    public async Task Role_ThatMayNotBeAssumed_IsNamedWithTheMissingAction()
    {
        await opened.Account.FailAsync(new Fault("sts:AssumeRole", "AccessDeniedException"));

        var run = await opened.PushAsync($"--role={Role}");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Error, Does.Contain($"don't permit sts:AssumeRole of {Role}"));
        Assert.That(run.HasStackTrace, Is.False);
    }

    [Test]
    public async Task IdentityToken_OfAJob_OpensTheRoleWithoutAnyKey()
    {
        HandIdentityToken(DateTimeOffset.UtcNow.AddHours(1));

        (await opened.PushAsync()).Succeeded();

        var calls = await opened.Account.TakeCallsAsync();
        Assert.That(calls[0], Is.EqualTo(new Call("sts:AssumeRoleWithWebIdentity", Role, "anonymous", null)));
        Assert.That(calls.Skip(1).Select(call => call.PrincipalArn), Is.All.EqualTo($"{Session}job-7"));
        Assert.That(calls.Select(call => call.Action), Does.Contain("ecr:PutImage"));
    }

    [Test]
    public async Task Role_ThatIsNamed_IsAssumedByTheOneOfTheIdentityToken()
    {
        const string other = $"arn:aws:iam::{LocalAccount.Id}:role/other";
        HandIdentityToken(DateTimeOffset.UtcNow.AddHours(1));

        (await opened.PushAsync($"--role={other}")).Succeeded();

        var calls = await opened.Account.TakeCallsAsync();
        Assert.That(calls[1], Is.EqualTo(new Call("sts:AssumeRole", other, $"{Session}job-7", null)));
        Assert.That(calls[^1].PrincipalArn, Does.EndWith(":assumed-role/other/bakehouse"));
    }

    [Test]
    public async Task IdentityToken_ThatHasExpired_IsToBeRenewed()
    {
        HandIdentityToken(DateTimeOffset.UtcNow.AddHours(-1));

        var run = await opened.PushAsync();

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Error, Does.Contain("The AWS credentials have expired."));
        Assert.That(run.HasStackTrace, Is.False);
    }

    // As GitLab's id_tokens make one, and .ci/prepare.sh hands it over.
    private void HandIdentityToken(DateTimeOffset expires)
    {
        var claims = $$"""{"sub": "project_path:platform/bakehouse", "exp": {{expires.ToUnixTimeSeconds()}} }""";
        var token = $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2lnbmF0dXJl";
        opened.Tree.Write(".tmp/identity", token);
        opened.Tree.Variables["AWS_ACCESS_KEY_ID"] = null;
        opened.Tree.Variables["AWS_SECRET_ACCESS_KEY"] = null;
        opened.Tree.Variables["AWS_ROLE_ARN"] = Role;
        opened.Tree.Variables["AWS_ROLE_SESSION_NAME"] = "job-7";
        opened.Tree.Variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = opened.Tree.PathOf(".tmp/identity");
    }
}
