using System.Text.Json;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.IntegrationTests.LocalEcr;

/// <summary>The local ECR as a client sees it that is not ours: Debian's AWS CLI.</summary>
public sealed class AwsCliTests
{
    private const string Policy = """
        {"rules": [{"rulePriority": 1, "description": "development", "selection": {"tagStatus": "tagged",
          "tagPrefixList": ["dev-"], "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14},
          "action": {"type": "expire"}}]}
        """;

    private LocalEcrUnderTest ecr = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => ecr = await LocalEcrUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await ecr.DisposeAsync();

    [TearDown]
    public async Task ForgiveAsync() => await ecr.FailAsync();

    [Test]
    public async Task Identity_OfTheKey_IsItsUser()
    {
        var identity = await ecr.AskAsync("sts", "get-caller-identity");

        Assert.That(identity.GetProperty("Account").GetString(), Is.EqualTo(LocalEcrUnderTest.Account));
        Assert.That(identity.GetProperty("Arn").GetString(), Is.EqualTo(LocalEcrUnderTest.User));
    }

    [Test]
    public async Task Repository_ThatWasCreated_IsDescribedWithItsSettings()
    {
        await ecr.CreateAsync(
            "settings/app",
            "--image-tag-mutability=IMMUTABLE",
            "--image-scanning-configuration=scanOnPush=true",
            "--tags=Key=team,Value=bakers"
        );

        var needed = (await ecr.TakeCallsAsync()).Where(call => call.Resource.EndsWith("settings/app"));
        var repository = (await DescribeAsync("--repository-names", "settings/app")).Single();
        var tags = await ecr.AskAsync(
            "ecr",
            "list-tags-for-resource",
            "--resource-arn",
            Text(repository, "repositoryArn")
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                needed.Select(call => call.Action),
                Is.EquivalentTo((string[])["ecr:CreateRepository", "ecr:TagResource"])
            );
            Assert.That(Text(repository, "repositoryUri"), Is.EqualTo($"{ecr.Host}/settings/app"));
            Assert.That(Text(repository, "imageTagMutability"), Is.EqualTo("IMMUTABLE"));
            Assert.That(repository.GetProperty("imageScanningConfiguration").GetProperty("scanOnPush").GetBoolean());
            Assert.That(tags.GetProperty("tags")[0].GetProperty("Value").GetString(), Is.EqualTo("bakers"));
        });
    }

    [Test]
    public async Task Repositories_MoreThanAPage_AreAllListed()
    {
        string[] names = ["pages/a", "pages/b", "pages/c", "pages/d", "pages/e"];
        foreach (var name in names)
        {
            await ecr.CreateAsync(name);
        }

        await ecr.TakeCallsAsync();

        var listed = (await DescribeAsync("--page-size", "2")).Select(repository => Text(repository, "repositoryName"));

        Assert.That(listed, Is.SupersetOf(names));
        Assert.That(await ecr.TakeCallsAsync(), Has.Count.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task LifecyclePolicy_ThatWasPut_IsGivenBackAsItWas()
    {
        await ecr.CreateAsync("policy/app");
        await ecr.AskAsync(
            "ecr",
            "put-lifecycle-policy",
            "--repository-name=policy/app",
            $"--lifecycle-policy-text={Policy}"
        );

        var answer = await ecr.AskAsync("ecr", "get-lifecycle-policy", "--repository-name=policy/app");

        Assert.That(Text(answer, "lifecyclePolicyText"), Is.EqualTo(Policy));
    }

    [Test]
    public async Task Role_ThatIsAssumed_CallsInItsOwnName()
    {
        var role = $"arn:aws:iam::{LocalEcrUnderTest.Account}:role/pusher";
        var assumed = await ecr.AskAsync("sts", "assume-role", "--role-arn", role, "--role-session-name", "pipeline");
        var credentials = assumed.GetProperty("Credentials");
        var before = ecr.Variables.ToDictionary();
        try
        {
            ecr.Variables["AWS_ACCESS_KEY_ID"] = Text(credentials, "AccessKeyId");
            ecr.Variables["AWS_SECRET_ACCESS_KEY"] = Text(credentials, "SecretAccessKey");
            ecr.Variables["AWS_SESSION_TOKEN"] = Text(credentials, "SessionToken");

            Assert.That(
                Text(await ecr.AskAsync("sts", "get-caller-identity"), "Arn"),
                Is.EqualTo($"arn:aws:sts::{LocalEcrUnderTest.Account}:assumed-role/pusher/pipeline")
            );
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                ecr.Variables[name] = value;
            }
        }
    }

    [TestCase("ThrottlingException", "Rate exceeded")]
    [TestCase("AccessDeniedException", "is not authorized to perform: ecr:DescribeRepositories on resource: ")]
    [TestCase("ServerException", "not able to process")]
    public async Task Fault_ThatATestAsksFor_ReachesTheClient(string code, string message)
    {
        await ecr.FailAsync(new Fault("ecr:DescribeRepositories", code));

        var result = await ecr.AwsAsync("ecr", "describe-repositories");

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain(code).And.Contain(message));
    }

    [TestCase("RepositoryNotFoundException", "ecr", "list-images", "--repository-name", "nothing/here")]
    [TestCase("RepositoryNotFoundException", "ecr", "describe-repositories", "--repository-names", "nothing/here")]
    [TestCase("InvalidParameterException", "ecr", "create-repository", "--repository-name", "With-Capitals")]
    [TestCase("InvalidSignatureException", "--region", "us-west-2", "ecr", "describe-repositories")]
    [TestCase("SignatureDoesNotMatch", "--region", "us-west-2", "sts", "get-caller-identity")]
    public async Task Call_ThatIsWrong_HasTheErrorThatAwsHas(string code, params string[] arguments)
    {
        var result = await ecr.AwsAsync(arguments);

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain($"({code})"));
    }

    private async Task<IEnumerable<JsonElement>> DescribeAsync(params IEnumerable<string> arguments)
    {
        var answer = await ecr.AskAsync(["ecr", "describe-repositories", .. arguments]);
        return answer.GetProperty("repositories").EnumerateArray();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
