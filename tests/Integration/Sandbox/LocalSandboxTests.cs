using System.Net;
using System.Net.Sockets;
using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>What is up in a sandbox. Where the machine has a Docker engine of its own, that one is used and tested.</summary>
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
        var name = $"{state.Registry}/smallest:1";

        await fixture.BuildAsync(name);
        var output = await fixture.RunInContainerAsync(name, "cat /Dockerfile", "--rm");
        await fixture.RunAsync("docker", "push", name);

        using var client = new HttpClient();
        var tags = await client.GetStringAsync(new Uri($"http://{state.Registry}/v2/smallest/tags/list"));
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.StartWith("FROM scratch"));
            Assert.That(tags, Does.Contain("\"1\""));
        });
    }

    [Test]
    public void Bridge_OfAnOwnEngine_HasAnAddressThatNoContainerChanges()
    {
        const string setByHand = "3"; // NET_ADDR_SET of linux/netdevice.h
        var bridges = Directory.GetDirectories("/sys/class/net", $"bake-{fixture.Folders.Id}");

        Assert.That(
            bridges.Select(bridge => File.ReadAllText(Path.Combine(bridge, "addr_assign_type")).Trim()),
            Is.All.EqualTo(setByHand)
        );
    }

    [Test]
    public void Up_WithAPortThatIsTaken_NamesThePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.That(
            async () => await fixture.UpAsync(port),
            Throws.TypeOf<BakehouseException>().With.Property("Problem").Contains($"{port}")
        );
    }

    [TestCase("goss", "--help")]
    [TestCase("bats", "--version")]
    [TestCase("mmdebstrap", "--version")]
    [TestCase("docker-registry", "--version")]
    [TestCase("shellcheck", "--version")]
    public void Tool_OnThePath_Runs(string program, string argument) =>
        Assert.That(async () => await fixture.RunAsync(program, argument), Is.Not.Empty);
}
