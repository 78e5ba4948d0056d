using Bakehouse.LocalEcr.Access;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>What goes wrong with an account, as its user sees it: one error, with what mends it.</summary>
internal sealed class AccountErrorTests
{
    private AccountTree opened = null!;

    [SetUp]
    public async Task OpenAsync() => opened = await AccountTree.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await opened.DisposeAsync();

    [Test]
    public async Task Credentials_ThatAreNotThere_AreNamedWithTheWaysToThem()
    {
        opened.Tree.Variables["AWS_ACCESS_KEY_ID"] = null;
        opened.Tree.Variables["AWS_SECRET_ACCESS_KEY"] = null;
        opened.Tree.Variables["BAKEHOUSE_REGISTRY"] = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

        await ExpectAsync("There are no AWS credentials.", "AWS_PROFILE");
    }

    [Test]
    public async Task Credentials_ThatHaveExpired_AreToBeRenewed()
    {
        var key = LocalAccount.Key with
        {
            Id = "ASIABAKEHOUSETEST000",
            SessionToken = "the-token-of-a-session",
            Expiration = DateTimeOffset.UtcNow.AddHours(-1),
        };
        await opened.Account.AddAsync(key);
        opened.Tree.Variables["AWS_ACCESS_KEY_ID"] = key.Id;
        opened.Tree.Variables["AWS_SESSION_TOKEN"] = key.SessionToken;

        await ExpectAsync("The AWS credentials have expired.", "aws sso login");
    }

    [Test]
    public async Task Credentials_WithAnotherSecret_AreToBeCorrected()
    {
        opened.Tree.Variables["AWS_SECRET_ACCESS_KEY"] = "another-secret";

        await ExpectAsync("does not accept the signature", "AWS_SECRET_ACCESS_KEY");
    }

    [TestCase("ecr:GetAuthorizationToken")]
    [TestCase("ecr:BatchGetImage")]
    [TestCase("ecr:DescribeRepositories")]
    [TestCase("ecr:CreateRepository")]
    [TestCase("ecr:PutLifecyclePolicy")]
    public async Task Permission_ThatIsMissing_IsNamed(string action)
    {
        await opened.Account.FailAsync(new Fault(action, "AccessDeniedException"));

        await ExpectAsync($"The AWS credentials don't permit {action}", $"Add {action} to their IAM policy");
    }

    [TestCase("ecr:PutImage")]
    [TestCase("ecr:InitiateLayerUpload")]
    public async Task Permission_ThatThePushLacks_IsNamed(string action)
    {
        await opened.Account.FailAsync(new Fault(action, "AccessDeniedException"));

        await ExpectAsync(action, $"Add {action} to their IAM policy");
    }

    [Test]
    public async Task Region_ThatIsAnother_IsToBeCorrected()
    {
        opened.Tree.Variables["AWS_REGION"] = "eu-west-1";

        await ExpectAsync("The region is not the one that AWS expects", "AWS_REGION");
    }

    [Test]
    public async Task Throttling_ForGood_IsSaidAfterSomePatience()
    {
        opened.Tree.Variables["AWS_MAX_ATTEMPTS"] = "2";
        await opened.Account.FailAsync(new Fault("ecr:DescribeRepositories", "ThrottlingException"));

        await ExpectAsync("one call too many", "Run again later");
        Assert.That(
            (await opened.Account.TakeCallsAsync()).Count(call => call.Action == "ecr:DescribeRepositories"),
            Is.EqualTo(2)
        );
    }

    [Test]
    public async Task Throttling_ThatPasses_FailsNothing()
    {
        await opened.Account.FailAsync(new Fault("ecr:DescribeRepositories", "ThrottlingException", 2));

        (await opened.PushAsync()).Succeeded();
    }

    private async Task ExpectAsync(string problem, string remedy)
    {
        var run = await opened.PushAsync();

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.Output + run.Error, Does.Contain(problem).And.Contain(remedy));
        Assert.That(run.Output + run.Error, Does.Not.Contain("   at "), "a stack trace");
    }
}
