using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>A run on what the registry has already: nothing is done twice, and no engine is needed.</summary>
public sealed class SecondRunTests
{
    private static readonly string[] Images =
    [
        "base-root",
        "base-build",
        "base-build-sbt",
        "base-runtime",
        "base-runtime-jre",
    ];

    private ImageTree tree = null!;
    private string commit = null!;

    [OneTimeSetUp]
    public async Task PushAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.Write("images/base-root/goss.yaml", "file:\n  /rootfs.sh:\n    exists: true\n");
        commit = await tree.CommitAsync("A test");
        SetPipeline(commit);
        (await tree.RunAsync("--target=Push-All")).Succeeded();

        // Whatever needs an engine from here on fails.
        tree.Variables["DOCKER_HOST"] = $"unix://{tree.PathOf("no-engine.sock")}";
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [SetUp]
    public async Task StartFromTheFirstCommitAsync()
    {
        await tree.GitAsync("reset", "--quiet", "--hard", commit);
        SetPipeline(commit);
    }

    [Test]
    public async Task Push_WithNothingChanged_DoesNothing()
    {
        var run = (await tree.RunAsync("--target=Push-All")).Succeeded();

        Assert.That(Images.Select(run.ActionOf), Is.All.EqualTo("nothing"));
    }

    [Test]
    public async Task Push_WithNothingChanged_SendsOneHeadPerNameAndNothingElse()
    {
        await using var proxy = new CountingProxy();
        tree.Variables["BAKEHOUSE_REGISTRY"] = proxy.Host;
        try
        {
            (await tree.RunAsync("--target=Push-All")).Succeeded();
        }
        finally
        {
            tree.Variables["BAKEHOUSE_REGISTRY"] = SandboxUnderTest.Registry;
        }

        // Per image its fingerprint and its three tags; per copy of an upstream image its tag.
        Assert.That(proxy.Requests, Is.All.StartsWith("HEAD /v2/"));
        Assert.That(proxy.Requests, Is.Unique);
        Assert.That(proxy.Requests, Has.Count.EqualTo((Images.Length * 4) + TinyUpstream.Copies.Count));
    }

    [Test]
    public async Task Push_OfANewCommitThatChangesNoImage_WritesTheTagsOnly()
    {
        tree.Write("README.md", "No image has this.\n");
        var next = await tree.CommitAsync("A README");
        SetPipeline(next);

        var run = (await tree.RunAsync("--target=Push-All")).Succeeded();

        Assert.That(Images.Select(run.ActionOf), Is.All.EqualTo("retag"));
        Assert.That(run.ReasonOf("base-build"), Does.Contain(next[..12]).And.Contain("missing"));
        foreach (var image in Images)
        {
            var digest = await tree.Registry.DigestAsync(image, commit);
            Assert.That(await tree.Registry.DigestAsync(image, next), Is.Not.Null.And.EqualTo(digest), image);
            Assert.That(await tree.Registry.DigestAsync(image, "main"), Is.EqualTo(digest), image);
        }
    }

    [Test]
    public async Task Push_FromAnotherClone_DoesNothing()
    {
        await using var clone = await ImageTree.EmptyAsync();
        clone.Prefix = tree.Prefix;
        foreach (var (name, value) in tree.Variables)
        {
            clone.Variables[name] = value;
        }

        await clone.GitAsync("fetch", "--quiet", tree.Folder, "main");
        await clone.GitAsync("reset", "--quiet", "--hard", "FETCH_HEAD");

        var run = (await clone.RunAsync("--target=Push-All")).Succeeded();

        Assert.That(Images.Select(run.ActionOf), Is.All.EqualTo("nothing"));
    }

    private void SetPipeline(string sha)
    {
        tree.Variables["GITLAB_CI"] = "true";
        tree.Variables["CI_COMMIT_SHA"] = sha;
        tree.Variables["CI_DEFAULT_BRANCH"] = "main";
        tree.Variables["CI_COMMIT_BRANCH"] = "main";
        tree.Variables["CI_COMMIT_REF_SLUG"] = "main";
    }
}
