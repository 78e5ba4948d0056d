using Bakehouse.IntegrationTests.Support;
using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>The local ECR that <c>--sandbox=ecr</c> starts.</summary>
public sealed class LocalEcrDaemonTests
{
    private SandboxFixture fixture = null!;
    private EcrInUse ecr = null!;

    [OneTimeSetUp]
    public async Task UpAsync()
    {
        fixture = new SandboxFixture();
        ecr = (await fixture.UpAsync(withLocalEcr: true)).LocalEcr!;
    }

    [OneTimeTearDown]
    public async Task DownAsync() => await fixture.DisposeAsync();

    [Test]
    [Order(1)]
    public async Task Variables_OfTheSandbox_LeadTheAwsCliToIt()
    {
        (await AwsAsync("ecr", "create-repository", "--repository-name", "team/app")).Succeeded();

        Assert.That((await AwsAsync("sts", "get-caller-identity")).Succeeded().Output, Does.Contain("user/sandbox"));
    }

    [Test]
    [Order(2)]
    public async Task Up_AfterItWasKilled_StartsItAgainWithItsRepositories()
    {
        var daemon = fixture.Journal.Daemons.Single(daemon => daemon.Name == "ecr");
        await fixture.RunAsync("sh", "-c", $"kill -KILL {daemon.ProcessId}");

        await fixture.UpAsync(withLocalEcr: true);

        Assert.That((await AwsAsync("ecr", "describe-repositories")).Succeeded().Output, Does.Contain("team/app"));
    }

    [Test]
    [Order(3)]
    public async Task Up_WithoutIt_LeavesItAsItIs()
    {
        var before = fixture.Processes();

        await fixture.UpAsync();

        Assert.That(fixture.Processes(), Is.EqualTo(before));
    }

    [Test]
    [Order(4)]
    public async Task Down_EndsItAndTheRegistryBehind()
    {
        var journal = fixture.Journal;

        await fixture.Sandbox.DownAsync(CancellationToken.None);

        Assert.That(journal.Daemons.Select(daemon => daemon.Name), Is.SupersetOf((string[])["ecr", "ecr-storage"]));
        Assert.That(await fixture.TracesAsync(journal), Is.Empty);
    }

    private async Task<RunResult> AwsAsync(params IEnumerable<string> arguments)
    {
        // Debian's AWS CLI is older than the variables for endpoints.
        using var run = Run.Start(
            fixture.Clone,
            ecr.Environment,
            "/usr/bin/aws",
            ["--endpoint-url", ecr.Environment["AWS_ENDPOINT_URL_ECR"]!, .. arguments]
        );
        return await run.EndAsync();
    }
}
