using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Copies;

/// <summary>What a refresh of copies asks of both sides, and what it writes.</summary>
public sealed class UnchangedCopiesTests
{
    private static readonly string[] All = [.. TinyUpstream.Copies];
    private ImageTree tree = null!;

    [OneTimeSetUp]
    public async Task CopyAsync()
    {
        tree = await ImageTree.EmptyAsync();
        tree.Write("VERSION", "1.4.0\n");
        tree.Write("images/.gitkeep", "");
        await tree.CommitAsync("No image");
        (await tree.RunAsync("--target=Cache-All")).Succeeded();
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Refresh_WithNothingChanged_SendsOneHeadPerTagToEachSideAndNothingElse()
    {
        await using var upstream = new CountingProxy();
        await using var registry = new CountingProxy();
        tree.Variables["BAKEHOUSE_REGISTRY"] = registry.Host;
        var place = (await TinyUpstream.OptionAsync()).Replace(SandboxUnderTest.Registry, upstream.Host);
        try
        {
            var run = (await tree.RunAsync("--target=Cache-All", $"--upstream={place}")).Succeeded();
            Assert.That(run.Output, Does.Contain("Nothing to copy"));
        }
        finally
        {
            tree.Variables["BAKEHOUSE_REGISTRY"] = SandboxUnderTest.Registry;
        }

        foreach (var requests in (IReadOnlyList<string>[])[upstream.Requests, registry.Requests])
        {
            Assert.That(requests, Is.All.StartsWith("HEAD /v2/"));
            Assert.That(requests, Is.Unique);
            Assert.That(requests, Has.Count.EqualTo(All.Length));
        }
    }

    [Test]
    public async Task List_ShowsTheCopiesTheirDigestsAndHowOldTheyAre()
    {
        var run = (await tree.RunAsync("--target=List")).Succeeded();

        var digest = (await tree.Registry.DigestAsync("utility/redis", "7"))!;
        Assert.That(run.Output, Does.Match($"utility/redis +redis +7 +{digest[..19]} +.* old"));
    }

    [Test]
    public async Task Refresh_OnAnotherBranch_WritesNothing()
    {
        await using var other = await ImageTree.EmptyAsync();
        other.Write("VERSION", "1.4.0\n");
        other.Write("images/.gitkeep", "");
        await other.CommitAsync("No image");
        await other.GitAsync("checkout", "--quiet", "-b", "topic");
        other.Variables["GITLAB_CI"] = "true";
        other.Variables["CI_DEFAULT_BRANCH"] = "main";
        other.Variables["CI_COMMIT_BRANCH"] = "topic";
        other.Variables["CI_COMMIT_REF_SLUG"] = "topic";
        other.Variables["CI_COMMIT_SHA"] = await other.GitAsync("rev-parse", "HEAD");

        var run = (await other.RunAsync("--target=Cache-All")).Succeeded();

        Assert.That(run.Output, Does.Contain("copies are written on the default branch only"));
        Assert.That(await other.Registry.TagsAsync("utility/redis"), Is.Empty);
    }

    [Test]
    public async Task Refresh_WithoutTheUpstream_EndsWellAndSaysHowOldTheCopiesAre()
    {
        var run = (await tree.RunAsync("--target=Cache-Redis", "--upstream=docker.io=127.0.0.1:9")).Succeeded();

        Assert.That(run.Output, Does.Match("Warning: utility/redis:7: .*the last good copy stays: it is .* old"));
        Assert.That(await tree.Registry.DigestAsync("utility/redis", "7"), Is.Not.Null);
        Assert.That(
            await File.ReadAllTextAsync(tree.PathOf("artifacts/report.html")),
            Does.Match("<td>utility/redis</td><td>7</td>.* old</td>.*the last good copy stays")
        );
    }

    [Test]
    public async Task Refresh_WithoutUpstreamAndCopy_FailsAndSaysWhatMendsIt()
    {
        await using var other = await ImageTree.EmptyAsync();
        other.Write("VERSION", "1.4.0\n");
        other.Write("images/.gitkeep", "");
        await other.CommitAsync("No image");

        var run = await other.RunAsync("--target=Cache-Redis", "--upstream=docker.io=127.0.0.1:9");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("there is no copy to go on with").And.Contain("--upstream=docker.io="));
        Assert.That(run.HasStackTrace, Is.False);
    }
}
