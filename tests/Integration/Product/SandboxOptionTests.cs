using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>What <c>--sandbox</c> brings with it is used, whatever else the machine has.</summary>
public sealed class SandboxOptionTests
{
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync() => tree = await ImageTree.CreateAsync();

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Push_WithAnotherDockerOnPath_BuildsWithThatOfTheSandboxAndBuildKit()
    {
        tree.UseSandbox();
        File.AppendAllText(tree.PathOf("images/base-root/Dockerfile"), "COPY --chmod=0711 rootfs.sh /by-buildkit\n");
        tree.WriteScript("bin/docker", "#!/bin/sh\necho the wrong docker >&2\nexit 1\n");
        await tree.CommitAsync("Another docker");
        tree.Variables["PATH"] = $"{tree.PathOf("bin")}:/usr/bin:/bin";
        tree.Variables["DOCKER_HOST"] = null;

        (await tree.RunAsync("--target=Push-Base-Root")).Succeeded();

        Assert.That(await tree.Registry.NamesAsync("base-root"), Does.Contain("main"));
    }
}
