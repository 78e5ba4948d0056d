using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>Under which names one image stands in the registry, for each kind of run. A case is pushed to an empty place.</summary>
public sealed class TagTests
{
    private const string Development = "1.4.0-dev…";
    private ImageTree tree = null!;
    private string commit = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        commit = await tree.GitAsync("rev-parse", "HEAD");
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task MainBranch_OutsideCi_GivesLatestBranchCommitAndDevelopmentTag() =>
        Assert.That(await PushAsync(), Is.EquivalentTo((string[])["latest", "main", commit, Development]));

    [Test]
    public async Task FeatureBranch_OutsideCi_GivesItsSlugCommitAndDevelopmentTag()
    {
        await tree.GitAsync("switch", "--quiet", "--create", "feature/Sour_Dough");

        Assert.That(await PushAsync(), Is.EquivalentTo((string[])["feature-sour-dough", commit, Development]));
    }

    [Test]
    public async Task UncommittedChange_OnMain_GivesTheDevelopmentTagAlone()
    {
        tree.Write("images/base-build/content", "changed\n");

        Assert.That(await PushAsync(), Is.EqualTo((string[])[Development]));
    }

    [Test]
    public async Task Release_OnMain_GivesTheVersion() =>
        Assert.That(await PushAsync("--release"), Is.EquivalentTo((string[])["latest", "main", commit, "1.4.0"]));

    [Test]
    public async Task GitTagEqualToTheVersion_OnMain_GivesTheVersion()
    {
        await tree.GitAsync("tag", "1.4.0");

        Assert.That(await PushAsync(), Is.EquivalentTo((string[])["latest", "main", commit, "1.4.0"]));
    }

    [Test]
    public async Task DefaultBranch_InCi_GivesLatestBranchAndCommit()
    {
        SetPipeline(("CI_COMMIT_BRANCH", "main"), ("CI_COMMIT_REF_SLUG", "main"));

        Assert.That(await PushAsync(), Is.EquivalentTo((string[])["latest", "main", commit]));
    }

    [Test]
    public async Task FeatureBranch_InCi_GivesItsSlugAndCommit()
    {
        SetPipeline(("CI_COMMIT_BRANCH", "Feature/X"), ("CI_COMMIT_REF_SLUG", "feature-x"));

        Assert.That(await PushAsync(), Is.EquivalentTo((string[])["feature-x", commit]));
    }

    [Test]
    public async Task MergeRequest_OfAnyBranch_GivesItsSlugAndCommitAndNeverLatest()
    {
        SetPipeline(
            ("CI_MERGE_REQUEST_IID", "7"),
            ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "1"),
            ("CI_PROJECT_ID", "1"),
            ("CI_COMMIT_REF_SLUG", "feature-x")
        );

        Assert.That(await PushAsync(), Is.EquivalentTo((string[])["feature-x", commit]));
    }

    [Test]
    public async Task MergeRequest_OfAFork_GivesNoName()
    {
        SetPipeline(
            ("CI_MERGE_REQUEST_IID", "7"),
            ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "2"),
            ("CI_PROJECT_ID", "1"),
            ("CI_COMMIT_REF_SLUG", "feature-x")
        );

        Assert.That(await PushAsync(), Is.Empty);
    }

    [Test]
    public async Task GitTagEqualToTheVersion_InCi_GivesVersionAndCommit()
    {
        SetPipeline(("CI_COMMIT_TAG", "1.4.0"), ("CI_COMMIT_REF_SLUG", "1-4-0"));

        Assert.That(await PushAsync(), Is.EquivalentTo((string[])["1.4.0", commit]));
    }

    [Test]
    public async Task AnotherGitTag_InCi_GivesTheCommitOnly()
    {
        SetPipeline(("CI_COMMIT_TAG", "1.3.9"), ("CI_COMMIT_REF_SLUG", "1-3-9"));

        Assert.That(await PushAsync(), Is.EquivalentTo((string[])[commit]));
    }

    [Test]
    public async Task Version_OfAChangedImage_NeverMoves()
    {
        await PushAsync("--release");
        var before = await tree.Registry.DigestAsync("base-root", "1.4.0");
        tree.WriteScript("images/base-root/rootfs.sh", "#!/bin/sh\n: >rootfs.tar\n");
        await tree.CommitAsync("Another base-root");

        var run = await tree.RunAsync("--target=Push-Base-Root", "--release");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("base-root:1.4.0 never moves").And.Contain("Raise the version"));
        Assert.That(await tree.Registry.DigestAsync("base-root", "1.4.0"), Is.EqualTo(before));
    }

    [TestCase("latest")]
    [TestCase("MAIN")]
    public async Task Branch_NamedAsAReservedTag_IsAnErrorBeforeAnythingRuns(string branch)
    {
        await tree.GitAsync("switch", "--quiet", "--create", branch);

        var run = await tree.RunAsync("--target=Push-Base-Root");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain($"The branch '{branch}' cannot be a tag").And.Contain("Rename the branch"));
        Assert.That(await tree.Registry.TagsAsync("base-root"), Is.Empty);
    }

    private void SetPipeline(params (string Name, string Value)[] variables)
    {
        (string Name, string Value)[] always =
        [
            ("GITLAB_CI", "true"),
            ("CI_COMMIT_SHA", commit),
            ("CI_DEFAULT_BRANCH", "main"),
        ];
        foreach (var (name, value) in always.Concat(variables))
        {
            tree.Variables[name] = value;
        }
    }

    /// <returns>The names that people pull, the time of a development tag left out.</returns>
    private async Task<IEnumerable<string>> PushAsync(params string[] options)
    {
        (await tree.RunAsync(["--target=Push-Base-Root", .. options])).Succeeded();
        var names = await tree.Registry.NamesAsync("base-root");
        return names.Select(name => name.StartsWith("1.4.0-dev20", StringComparison.Ordinal) ? Development : name);
    }
}
