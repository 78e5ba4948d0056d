using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>What is in the registry and in the engine after <c>Push-All</c>.</summary>
public sealed class PushTests
{
    private static readonly string[] Images =
    [
        "base-root",
        "base-build",
        "base-build-sbt",
        "base-runtime",
        "base-runtime-jre",
        "leaf",
    ];

    private ImageTree tree = null!;
    private string commit = null!;
    private RunResult run = null!;

    [OneTimeSetUp]
    public async Task PushAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.WriteImage("leaf", "base-runtime");
        tree.WriteTest("leaf", "leaf");
        commit = await tree.CommitAsync("A leaf");
        run = (await tree.RunAsync("--target=Push-All")).Succeeded();
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [TestCaseSource(nameof(Images))]
    public async Task Image_Pushed_IsThereUnderItsTagsOnly(string image)
    {
        var tags = await tree.Registry.TagsAsync(image);

        Assert.That(
            tags,
            Is.EquivalentTo((string[])["latest", "main", commit, DevelopmentTag(tags), .. tags.Where(IsFingerprint)])
        );
        Assert.That(tags.Where(IsFingerprint).Select(tag => tag.Split("-t").Length), Is.EquivalentTo((int[])[1, 2]));
        var digests = await Task.WhenAll(tags.Select(tag => tree.Registry.DigestAsync(image, tag)));
        Assert.That(digests.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Labels_OfAPushedImage_TellWhereItComesFrom()
    {
        var labels = await tree.Registry.LabelsAsync("leaf", "main");

        Assert.Multiple(async () =>
        {
            Assert.That(labels["org.opencontainers.image.revision"], Is.EqualTo(commit));
            Assert.That(labels["org.opencontainers.image.title"], Is.EqualTo("leaf"));
            Assert.That(labels["org.opencontainers.image.version"], Is.EqualTo("1.4.0"));
            Assert.That(labels["org.opencontainers.image.created"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"));
            Assert.That(
                labels["org.opencontainers.image.base.name"],
                Is.EqualTo($"{SandboxUnderTest.Registry}/{tree.Prefix}/base-runtime")
            );
            Assert.That(
                labels["org.opencontainers.image.base.digest"],
                Is.EqualTo(await tree.Registry.DigestAsync("base-runtime", "main"))
            );
        });
    }

    [Test]
    public async Task Parent_OfAPushedImage_IsTheOneThatWasPushed()
    {
        var parent = await tree.Registry.LayersAsync("base-runtime", "main");

        Assert.That((await tree.Registry.LayersAsync("leaf", "main")).Take(parent.Count), Is.EqualTo(parent));
    }

    [TestCaseSource(nameof(Images))]
    public async Task Container_OfAPushedImage_Runs(string image)
    {
        var name = await tree.Registry.PinnedNameAsync(image, "latest");

        var answer = await tree.Engine.DockerAsync("run", "--rm", name, "echo", "it runs");

        Assert.That(answer.Succeeded().Output, Is.EqualTo("it runs\n"));
    }

    [Test]
    public async Task Engine_AfterARun_HasNoWorkingTagAndNoContainer()
    {
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
    }

    [Test]
    public void Summary_OfARun_CountsTestsAndWarnsOfImagesWithoutAny()
    {
        Assert.That(run.Output, Does.Match(@"(?m)^\s*leaf\s+build\s+2 of 2\s"));
        Assert.That(run.All, Does.Match("base-build-sbt has no test").And.Not.Match("leaf has no test"));
    }

    [Test]
    public void Artifacts_OfARun_HoldJUnitAndLogs()
    {
        Assert.That(File.ReadAllText(tree.PathOf("artifacts/tests/leaf.xml")), Does.Contain("<testsuite"));
        Assert.That(Directory.GetFiles(tree.PathOf("artifacts/logs")), Is.Not.Empty);
    }

    private static bool IsFingerprint(string tag) => tag.StartsWith("fp-", StringComparison.Ordinal);

    private static string DevelopmentTag(IEnumerable<string> tags) =>
        tags.SingleOrDefault(tag => tag.StartsWith("1.4.0-dev20", StringComparison.Ordinal)) ?? "1.4.0-dev…";
}
