using Bakehouse.IntegrationTests.Sandbox;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>Another clone with an engine that has nothing, and the same engine with a registry that has nothing.</summary>
public sealed class OtherMachineTests
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
    private ImageTree clone = null!;
    private SandboxFixture machine = null!;

    [OneTimeSetUp]
    public async Task PushAsync()
    {
        machine = new SandboxFixture();
        machine.IgnoreHostEngine();
        var state = await machine.UpAsync();
        tree = await ImageTree.CreateAsync();
        (await tree.RunAsync("--target=Push-All")).Succeeded();

        clone = await ImageTree.EmptyAsync();
        foreach (var (name, value) in tree.Variables)
        {
            clone.Variables[name] = value;
        }

        foreach (var (name, value) in state.Environment)
        {
            clone.Variables[name] = value;
        }

        clone.Prefix = tree.Prefix;
        await clone.GitAsync("fetch", "--quiet", tree.Folder, "main");
        await clone.GitAsync("reset", "--quiet", "--hard", "FETCH_HEAD");
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        await clone.DisposeAsync();
        await tree.DisposeAsync();
        await machine.DisposeAsync();
    }

    [Test, Order(1)]
    public async Task Push_FromAnotherMachine_BuildsNothingAndPullsNothing()
    {
        var run = (await clone.RunAsync("--target=Push-All")).Succeeded();

        Assert.That(Images.Select(run.ActionOf), Is.All.EqualTo("nothing"));
        Assert.That(await EngineAsync(), Is.Empty);
    }

    [Test, Order(2)]
    public async Task Push_OfAChangedChild_BuildsOnTheParentOfTheRegistryAndNothingElse()
    {
        var parent = await tree.Registry.DigestAsync("base-build", "latest");
        var layers = await tree.Registry.LayersAsync("base-build", "latest");
        clone.Write("images/base-build-sbt/content", "changed\n");
        await clone.CommitAsync("Another base-build-sbt");

        var run = (await clone.RunAsync("--target=Push-All")).Succeeded();

        Assert.That(run.ActionOf("base-build-sbt"), Is.EqualTo("build"));
        Assert.That(Images.Except(["base-build-sbt"]).Select(run.ActionOf), Is.All.EqualTo("retag"));
        // What is pushed keeps no name in the engine, and what is not built never has one.
        Assert.That(await EngineAsync(), Is.Empty);
        var labels = await clone.Registry.LabelsAsync("base-build-sbt", "latest");
        Assert.That(labels["org.opencontainers.image.base.digest"], Is.EqualTo(parent));
        Assert.That(
            (await clone.Registry.LayersAsync("base-build-sbt", "latest")).Take(layers.Count),
            Is.EqualTo(layers)
        );
    }

    [Test]
    public async Task Push_ToAnEmptyRegistry_BuildsEverythingThoughTheEngineHasItAll()
    {
        var prefix = $"{tree.Prefix}-emptied";
        tree.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = prefix;
        try
        {
            var run = (await tree.RunAsync("--target=Push-All")).Succeeded();

            var emptied = new RegistryContent(SandboxUnderTest.Registry, prefix);
            Assert.That(Images.Select(run.ActionOf), Is.All.EqualTo("build"));
            Assert.That(run.ReasonOf("base-root"), Is.EqualTo("not in the registry"));
            foreach (var image in Images)
            {
                Assert.That(await emptied.DigestAsync(image, "latest"), Is.Not.Null, image);
            }
        }
        finally
        {
            tree.Variables["BAKEHOUSE_REPOSITORY_PREFIX"] = tree.Prefix;
        }
    }

    /// <returns>The images that the other machine's engine has of the tree.</returns>
    private async Task<IEnumerable<string>> EngineAsync()
    {
        var names = await machine.RunAsync("docker", "image", "ls", "--format", "{{.Repository}}");
        return names
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name[(name.LastIndexOf('/') + 1)..])
            .Distinct();
    }
}
