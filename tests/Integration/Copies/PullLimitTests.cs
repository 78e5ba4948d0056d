using Bakehouse.Adapters.Registry;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.IntegrationTests.Support;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Copies;

/// <summary>A refresh for which the upstream allows fewer pulls than it needs.</summary>
public sealed class PullLimitTests
{
    private readonly RegistryClient client = new(new CredentialChain());
    private ImageTree tree = null!;
    private CountingProxy upstream = null!;

    [SetUp]
    public async Task CopyAsync()
    {
        tree = await ImageTree.EmptyAsync();
        upstream = new CountingProxy();
        tree.Variables["BAKEHOUSE_UPSTREAM"] = $"docker.io={upstream.Host}/{tree.Prefix}/hub";
        tree.Write("VERSION", "1.4.0\n");
        tree.Write("images/.gitkeep", "");
        await tree.CommitAsync("No image");

        await CopyThenMoveAsync("nginx");
        // So that this copy is the older one: a copy's record has its time in whole seconds.
        await Task.Delay(TimeSpan.FromSeconds(1));
        await CopyThenMoveAsync("memcached");
    }

    [TearDown]
    public async Task CleanAsync()
    {
        client.Dispose();
        await upstream.DisposeAsync();
        await tree.DisposeAsync();
    }

    [Test]
    public async Task Refresh_WithFewerPullsThanItNeeds_TakesTheOldestCopyFirstAndLeavesTheRestToTheNextRun()
    {
        upstream.Remaining = 1;
        var first = (await RefreshAsync()).Succeeded();

        Assert.That(await IsNewAsync("nginx"), Is.True, "its copy was the older one");
        Assert.That(await IsNewAsync("memcached"), Is.False);
        Assert.That(
            first.Output,
            Does.Match(
                "Warning: utility/memcached:1: the pull limit of docker.io leaves no room for it; the last good copy stays: it is .* old"
            )
        );
        Assert.That(first.Output, Does.Contain("docker.io allows 1 more pulls of 100."));

        upstream.Remaining = 100;
        (await RefreshAsync()).Succeeded();

        Assert.That(await IsNewAsync("memcached"), Is.True);
        Assert.That(
            upstream.Requests.Where(request => request.StartsWith("GET /v2/") && request.Contains("/manifests/")),
            Has.Exactly(4).Items,
            "two first copies, and two that moved"
        );
    }

    private async Task CopyThenMoveAsync(string name)
    {
        await PublishAsync(name, "old");
        (await tree.RunAsync($"--target={TargetOf(name)}")).Succeeded();
        await PublishAsync(name, "new");
    }

    private Task<RunResult> RefreshAsync() =>
        tree.RunAsync($"--target={TargetOf("memcached")}", $"--target={TargetOf("nginx")}");

    private static string TargetOf(string name) => $"Cache-{char.ToUpperInvariant(name[0])}{name[1..]}";

    private async Task<bool> IsNewAsync(string name) =>
        await tree.Registry.DigestAsync($"utility/{name}", "1") == ImageOf(name, "new").Manifest.Digest.ToString();

    private Task PublishAsync(string name, string content) =>
        ImageOf(name, content)
            .PushAsync(client, new Reference(SandboxUnderTest.Registry, $"{tree.Prefix}/hub/library/{name}", "1"));

    private static TestImage ImageOf(string name, string content) => TestImage.Named($"{name} {content}", 100);
}
