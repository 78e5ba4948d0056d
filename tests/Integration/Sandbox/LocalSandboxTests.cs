using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>
/// One sandbox through its life. With a Docker engine running on the machine it would be that one's: the tests then
/// see the rest.
/// </summary>
public sealed class LocalSandboxTests
{
    private SandboxFixture fixture = null!;
    private SandboxState state = null!;

    [OneTimeSetUp]
    public async Task UpAsync()
    {
        fixture = new SandboxFixture();
        state = await fixture.UpAsync();
    }

    [OneTimeTearDown]
    public async Task DownAsync() => await fixture.DisposeAsync();

    [Test]
    public async Task Up_OfWhatIsUp_StartsNothingAndSaysTheSame()
    {
        var before = fixture.Processes();

        var again = await fixture.UpAsync();

        Assert.Multiple(() =>
        {
            Assert.That(fixture.Processes(), Is.EqualTo(before));
            Assert.That(again.Registry, Is.EqualTo(state.Registry));
            Assert.That(again.DockerHost, Is.EqualTo(state.DockerHost));
        });
    }

    [Test]
    public async Task Image_BuiltWithBuildx_RunsAndIsPushed()
    {
        var context = Directory.CreateDirectory(Path.Combine(fixture.Clone, "context")).FullName;
        var program = File.ResolveLinkTarget(
            Path.Combine(Path.GetDirectoryName(state.Path[0])!, "daemons/docker-init"),
            returnFinalTarget: true
        )!;
        File.Copy(program.FullName, Path.Combine(context, "init"));
        await File.WriteAllTextAsync(
            Path.Combine(context, "Dockerfile"),
            "FROM scratch\nCOPY init /init\nRUN [\"/init\", \"--version\"]\n"
        );
        var name = $"{state.Registry}/smallest:1";

        await fixture.RunAsync("docker", "buildx", "build", "--tag", name, context);
        var output = await fixture.RunAsync("docker", "run", "--rm", name, "/init", "--version");
        await fixture.RunAsync("docker", "push", name);

        using var client = new HttpClient();
        var tags = await client.GetStringAsync(new Uri($"http://{state.Registry}/v2/smallest/tags/list"));
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.StartWith("tini version"));
            Assert.That(tags, Does.Contain("\"1\""));
        });
    }

    [TestCase("goss", "--help")]
    [TestCase("bats", "--version")]
    [TestCase("mmdebstrap", "--version")]
    [TestCase("docker-registry", "--version")]
    public void Tool_OnThePath_Runs(string program, string argument) =>
        Assert.That(async () => await fixture.RunAsync(program, argument), Is.Not.Empty);
}
