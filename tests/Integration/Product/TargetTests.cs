using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>What a target runs, and what is only shown.</summary>
public sealed class TargetTests
{
    private static readonly string[] Shown = ["--tree", "--dryrun", "--description"];
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.WriteImage("leaf", "base-runtime");
        await tree.CommitAsync("A leaf");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task ImagesOwnTarget_BuildsItAndWhatItNeedsAndNothingElse()
    {
        var run = (await tree.RunAsync("--target=Base-Build-Sbt")).Succeeded();

        string[] built = ["base-root", "base-build", "base-build-sbt"];
        Assert.That(built.Select(run.ActionOf), Is.All.EqualTo("build"));
        Assert.That(run.All, Does.Not.Contain("base-runtime").And.Not.Contain("leaf"));
        foreach (var image in built)
        {
            Assert.That(await tree.Registry.TagsAsync(image), Is.Empty);
        }

        Assert.That(await tree.Engine.NamesAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
    }

    [Test]
    public async Task TagTarget_NamesTheImageInTheEngineOnly()
    {
        (await tree.RunAsync("--target=Tag-Base-Root")).Succeeded();

        Assert.That(await tree.Engine.NamesAsync(), Does.Contain(tree.Registry.NameOf("base-root", "latest")));
        Assert.That(await tree.Registry.TagsAsync("base-root"), Is.Empty);
    }

    [Test]
    public async Task PushAlone_OfAnUntestedImage_IsRefused()
    {
        var run = await tree.RunAsync("--target=Push-Base-Root", "--exclusive");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("base-root is not pushed: its tests have not passed in this run"));
        Assert.That(await tree.Registry.TagsAsync("base-root"), Is.Empty);
        Assert.That(await tree.Engine.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task Dockerfile_ByHand_BuildsOnTheParentThatIsNamed()
    {
        (await tree.RunAsync("--target=Push-Base-Build")).Succeeded();
        var parent = tree.Registry.NameOf("base-build", "latest");
        var name = tree.Registry.NameOf("base-build-sbt", "by-hand");

        var build = await tree.Engine.DockerAsync(
            "build",
            $"--build-arg=BASE_BUILD={parent}",
            $"--tag={name}",
            tree.PathOf("images/base-build-sbt")
        );

        Assert.That(build.ExitCode, Is.Zero, build.All);
        Assert.That((await tree.Engine.DockerAsync("run", "--rm", name, "ls", "/base-build-sbt")).ExitCode, Is.Zero);
    }

    [TestCaseSource(nameof(Shown))]
    public async Task Targets_OnlyShown_AreAllThereAndAskNobody(string option)
    {
        await using var proxy = new CountingProxy();
        tree.Variables["DOCKER_HOST"] = $"unix://{tree.PathOf("no-engine.sock")}";

        var run = (await tree.RunAsync("--target=Push-All", option, $"--registry={proxy.Host}")).Succeeded();

        string[] targets = ["Push-All", "Push-Leaf", "Tag-Leaf", "Test-Leaf", "Build-Leaf", "Build-Base-Root"];
        Assert.Multiple(() =>
        {
            foreach (var target in targets)
            {
                Assert.That(run.Output, Does.Contain(target));
            }

            Assert.That(proxy.Requests, Is.Empty);
        });
        Assert.That(await tree.Registry.TagsAsync("leaf"), Is.Empty);
        Assert.That(Directory.Exists(tree.PathOf("artifacts")), Is.False);
    }

    [Test]
    public async Task Description_OfEveryTarget_IsThere()
    {
        var run = (await tree.RunAsync("--description")).Succeeded();

        string[] verbs = ["Build", "Test", "Tag", "Push"];
        string[] images =
        [
            "All",
            "Base-Root",
            "Base-Build",
            "Base-Build-Sbt",
            "Base-Runtime",
            "Base-Runtime-Jre",
            "Leaf",
        ];
        var targets = verbs.SelectMany(verb => images.Select(image => $"{verb}-{image}")).Concat(images.Skip(1));
        Assert.Multiple(() =>
        {
            foreach (
                var target in targets.Concat(["Plan", "List", "Graph", "Clean", "Sandbox-Up", "Sandbox-Down", "Check"])
            )
            {
                Assert.That(run.Output, Does.Match($@"(?m)^\s*{target}\s+\w+"));
            }
        });
    }
}
