using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Processes;
using Bakehouse.UnitTests.Adapters.Registry;

namespace Bakehouse.UnitTests.Adapters.Ecr;

internal sealed class EcrTokensTests
{
    private readonly FakeAws aws = new();
    private readonly Secrets secrets = new();
    private readonly SkippingTime time = new();

    [Test]
    public async Task Token_WhileItHolds_IsFetchedOnce()
    {
        aws.Issue(() => time.GetUtcNow().AddHours(12));
        var tokens = new EcrTokens(aws, secrets, time);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tokens.GetAsync(FakeAws.Registry, default)));
        time.Advance(TimeSpan.FromHours(11));
        var token = await tokens.GetAsync(FakeAws.Registry, default);

        Assert.That((aws.Tokens, token.Credential.User, token.Credential.Secret), Is.EqualTo((1, "AWS", "token-1")));
    }

    [TestCase(12 * 60, 11 * 60 + 31)]
    [TestCase(4, 3.1)]
    public async Task Token_ShortlyBeforeItsEnd_IsRenewed(double minutes, double passed)
    {
        aws.Issue(() => time.GetUtcNow().AddMinutes(minutes));
        var tokens = new EcrTokens(aws, secrets, time);

        await tokens.GetAsync(FakeAws.Registry, default);
        time.Advance(TimeSpan.FromMinutes(passed));
        var token = await tokens.GetAsync(FakeAws.Registry, default);

        Assert.That(token.Credential.Secret, Is.EqualTo("token-2"));
    }

    [Test]
    public async Task Token_InAnyForm_IsMaskedInOutput()
    {
        aws.Issue(() => time.GetUtcNow().AddHours(12));

        await new EcrTokens(aws, secrets, time).GetAsync(FakeAws.Registry, default);

        Assert.That(secrets.Redact("token-1, QVdTOnRva2VuLTE="), Is.EqualTo("***, ***"));
    }

    [Test]
    public void Token_WithoutCredentials_IsAnErrorThatNamesTheWaysToThem()
    {
        aws.HasCredentials = false;

        var error = Assert.ThrowsAsync<BakehouseException>(() =>
            new EcrTokens(aws, secrets, time).GetAsync(FakeAws.Registry, default)
        );

        Assert.That(error!.Problem, Is.EqualTo("There are no AWS credentials."));
        Assert.That(error.Remedy, Does.Contain("AWS_PROFILE").And.Contain("id_tokens"));
    }
}
