using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>An image whose test fails gets no name, nor does what is built on it; everything else goes on.</summary>
public sealed class BrokenTestTests
{
    private static readonly string[] Unnamed = ["base-build", "base-build-sbt"];
    private static readonly string[] Named = ["base-root", "base-runtime", "base-runtime-jre"];
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync() => tree = await ImageTree.CreateAsync();

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Push_OfNewImages_NamesAllButTheBrokenOneAndItsChildren()
    {
        await BreakAsync();

        var run = await tree.RunAsync("--target=Push-All");

        AssertExplained(run);
        foreach (var image in Unnamed)
        {
            Assert.That(await tree.Registry.TagsAsync(image), Is.Empty, image);
        }

        foreach (var image in Named)
        {
            Assert.That(await tree.Registry.NamesAsync(image), Does.Contain("latest"), image);
        }

        await AssertEngineHasNoneOfThemAsync();
    }

    [Test]
    public async Task Push_OfImagesThatTheRegistryHas_MovesNoneOfTheirTags()
    {
        (await tree.RunAsync("--target=Push-All")).Succeeded();
        await tree.Engine.RemoveAsync();
        var before = await TagsAsync();
        var commit = await BreakAsync();

        var run = await tree.RunAsync("--target=Push-All");

        AssertExplained(run);
        Assert.That(run.ActionOf("base-build"), Is.EqualTo("test"));
        Assert.That(await TagsAsync(), Is.EqualTo(before));
        Assert.That(await tree.Registry.DigestAsync("base-runtime", commit), Is.Not.Null);
        await AssertEngineHasNoneOfThemAsync();
    }

    [Test]
    public async Task Push_OfABrokenImageAloneAndExclusively_IsRefused()
    {
        await BreakAsync();
        await tree.RunAsync("--target=Push-All");

        var run = await tree.RunAsync("--target=Push-Base-Build", "--exclusive");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("base-build is not pushed: its tests have not passed"));
        Assert.That(await tree.Registry.TagsAsync("base-build"), Is.Empty);
    }

    [Test]
    public async Task Push_AfterTheTestWasMended_NamesTheImagesThatWereHeldBack()
    {
        await BreakAsync();
        await tree.RunAsync("--target=Push-All");
        tree.WriteTest("base-build", "base-build");
        await tree.CommitAsync("Mend the test");

        (await tree.RunAsync("--target=Push-All")).Succeeded();

        foreach (var image in Unnamed)
        {
            Assert.That(await tree.Registry.NamesAsync(image), Does.Contain("latest"), image);
        }
    }

    private async Task<string> BreakAsync()
    {
        tree.WriteTest("base-build", "rye bread");
        return await tree.CommitAsync("Expect something else");
    }

    private static void AssertExplained(RunResult run)
    {
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.All, Does.Contain("1 of 2 tests of base-build failed"), "image");
            Assert.That(run.All, Does.Match("File /base-build contents"), "check");
            Assert.That(run.All, Does.Contain("rye bread"), "expected");
            Assert.That(run.All, Does.Match("(?i)found|actual|missing"), "found");
            Assert.That(run.HasStackTrace, Is.False);
        });
    }

    private async Task<IReadOnlyList<string>> TagsAsync()
    {
        var tags = new List<string>();
        foreach (var image in Unnamed)
        {
            foreach (var tag in await tree.Registry.TagsAsync(image))
            {
                tags.Add($"{image}:{tag} {await tree.Registry.DigestAsync(image, tag)}");
            }
        }

        return tags;
    }

    private async Task AssertEngineHasNoneOfThemAsync()
    {
        var names = await tree.Engine.NamesAsync();
        Assert.That(names.Where(name => name.Contains("/base-build")), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
    }
}
