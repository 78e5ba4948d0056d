namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>How a sandbox ends, and what becomes of one that was cut off.</summary>
public sealed class SandboxLifeTests
{
    private const string Image = "life:1";
    private SandboxFixture fixture = null!;

    [SetUp]
    public async Task UpAsync()
    {
        fixture = new SandboxFixture();
        await fixture.UpAsync();
        await fixture.BuildAsync(Image);
    }

    [TearDown]
    public async Task DownAsync() => await fixture.DisposeAsync();

    [Test]
    public async Task Down_WithContainerAndNetwork_LeavesNoTrace()
    {
        var journal = fixture.Journal;
        await fixture.RunAsync("docker", "network", "create", "of-a-test");
        await fixture.RunInContainerAsync(Image, "trap '' TERM; sleep 600", "--detach", "--network", "of-a-test");
        await fixture.RunInContainerAsync(Image, "sleep 600", "--detach", "--publish", "127.0.0.1::80");

        await fixture.Sandbox.DownAsync(CancellationToken.None);

        Assert.That(await fixture.TracesAsync(journal), Is.Empty);
    }

    [Test]
    public async Task Up_AfterTheEngineWasKilled_StartsItAgainWithItsImages()
    {
        await fixture.RunInContainerAsync(Image, "sleep 600", "--detach");
        await KillEngineAsync();

        await fixture.UpAsync();

        Assert.That(await fixture.RunInContainerAsync(Image, "echo works", "--rm"), Is.EqualTo("works"));
    }

    [Test]
    public async Task Down_AfterTheEngineWasKilled_LeavesNoTrace()
    {
        var journal = fixture.Journal;
        await fixture.RunInContainerAsync(Image, "sleep 600", "--detach");
        await KillEngineAsync();

        await fixture.Sandbox.DownAsync(CancellationToken.None);

        Assert.That(await fixture.TracesAsync(journal), Is.Empty);
    }

    [Test]
    public async Task TwoClones_UpAtOnce_DoNotDisturbOneAnother()
    {
        await using var other = new SandboxFixture();
        await using (var third = new SandboxFixture())
        {
            var states = await Task.WhenAll(other.UpAsync(), third.UpAsync());
            Assert.That(states[0].Registry, Is.Not.EqualTo(states[1].Registry));
        }

        await other.BuildAsync(Image);
        Assert.That(await other.RunInContainerAsync(Image, "echo works", "--rm"), Is.EqualTo("works"));
    }

    [Test]
    public async Task Up_WithAnotherPort_MovesTheRegistryWithItsImages()
    {
        var first = await fixture.UpAsync();
        await fixture.RunAsync("docker", "tag", Image, $"{first.Registry}/{Image}");
        await fixture.RunAsync("docker", "push", $"{first.Registry}/{Image}");
        var port = fixture.Journal.AptProxyPort!.Value + 100;

        var second = await fixture.UpAsync(port);

        Assert.That(second.Registry, Is.EqualTo($"127.0.0.1:{port}"));
        Assert.That(async () => await fixture.RunAsync("docker", "pull", $"{second.Registry}/{Image}"), Throws.Nothing);
    }

    private async Task KillEngineAsync()
    {
        var engine = fixture.Journal.Daemons.Single(daemon => daemon.Name == "engine");
        await fixture.RunAsync("sh", "-c", $"kill -KILL {engine.ProcessId}");
    }
}
