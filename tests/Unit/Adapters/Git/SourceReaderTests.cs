using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.GitLab;
using Bakehouse.Adapters.Processes;
using Bakehouse.Planning;
using Cake.Core;
using Cake.Core.IO;
using NSubstitute;
using Path = System.IO.Path;

namespace Bakehouse.UnitTests.Adapters.Git;

/// <summary>Asks the real git about small repositories made for each test.</summary>
public sealed class SourceReaderTests
{
    private static readonly ImageVersion Version = ImageVersion.Parse("1.4.0", "VERSION");
    private readonly string root = Directory.CreateTempSubdirectory("bakehouse-git-").FullName;
    private readonly ICakeEnvironment cake = Substitute.For<ICakeEnvironment>();
    private ChildEnvironment environment = null!;
    private CommandRunner commands = null!;

    [SetUp]
    public async Task SetUp()
    {
        environment = new ChildEnvironment(cake);
        commands = new CommandRunner(cake, environment, new Secrets(), Substitute.For<IProcessOutput>());
        await Git(".", "init", "--quiet", "--initial-branch=main", "server");
        await Commit("server", "one");
        await Git(".", "clone", "--quiet", "server", "clone");
        cake.WorkingDirectory.Returns(new DirectoryPath(Path.Combine(root, "clone")));
    }

    [TearDown]
    public void TearDown() => Directory.Delete(root, recursive: true);

    [Test]
    public async Task Clone_OnItsDefaultBranch_KnowsBranchCommitAndTime()
    {
        var facts = await Outside();

        Assert.That(facts.IsDefaultBranch, Is.True);
        Assert.That(facts.Slug, Is.EqualTo("main"));
        Assert.That(facts.Commit, Is.EqualTo(await Head("clone")));
        Assert.That(facts.CommitTime, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1700000000)));
        Assert.That(facts.IsDirty, Is.False);
    }

    [Test]
    public async Task Clone_WithANewFile_IsDirty()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "clone", "new"), "");

        Assert.That((await Outside()).IsDirty, Is.True);
    }

    [Test]
    public async Task Clone_OnAnotherBranch_IsNotTheDefaultBranch()
    {
        await Git("clone", "checkout", "--quiet", "-b", "feature/X");

        var facts = await Outside();

        Assert.That((facts.IsDefaultBranch, facts.DefaultBranch, facts.Slug), Is.EqualTo((false, "main", "feature-x")));
    }

    [Test]
    public async Task Tag_OfTheVersionOnTheDefaultBranch_IsSeen()
    {
        await Git("clone", "tag", "1.4.0");
        await Git("clone", "checkout", "--quiet", "--detach");

        var facts = await Outside();

        Assert.That((facts.Branch, facts.IsOnDefaultBranch), Is.EqualTo(((string?)null, (bool?)true)));
    }

    [Test]
    public async Task Folder_WithoutRepository_HasNoCommit()
    {
        cake.WorkingDirectory.Returns(new DirectoryPath(root));

        Assert.That((await Outside()).Commit, Is.Null);
    }

    [Test]
    public async Task Pipeline_OfTheNewestCommit_IsNotOvertaken()
    {
        SetBranchPipeline(await Head("clone"));

        Assert.That((await InCi()).NewerHead, Is.Null);
    }

    [Test]
    public async Task Pipeline_OfAnOlderCommit_KnowsTheNewerHead()
    {
        SetBranchPipeline(await Head("clone"));
        await Commit("server", "two");

        Assert.That((await InCi()).NewerHead, Is.EqualTo(await Head("server")));
    }

    [Test]
    public async Task Pipeline_WhoseServerDoesNotAnswer_IsAnError()
    {
        SetBranchPipeline(await Head("clone"));
        Directory.Delete(Path.Combine(root, "server"), recursive: true);

        Assert.That(InCi, Throws.TypeOf<BakehouseException>().With.Message.Contains("head of the branch 'main'"));
    }

    [Test]
    public async Task MergeRequest_FromAFork_IsKnownAsOne()
    {
        SetBranchPipeline(await Head("clone"));
        Variable("CI_MERGE_REQUEST_IID", "7");
        Variable("CI_PROJECT_ID", "1");
        Variable("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "2");

        var facts = await InCi();

        Assert.That((facts.IsMergeRequest, facts.IsFork, facts.IsDefaultBranch), Is.EqualTo((true, true, false)));
    }

    [TestCase("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "", true)]
    [TestCase("CI_MERGE_REQUEST_PROJECT_ID", "2", true)]
    [TestCase("CI_PROJECT_ID", "2", true)]
    [TestCase("CI_MERGE_REQUEST_PROJECT_ID", "", false)]
    [TestCase("CI_MERGE_REQUEST_IID", "", false)]
    [TestCase("CI_COMMIT_BRANCH", "main", false)]
    public async Task MergeRequest_WithAnotherVariable_IsStillOne(string name, string value, bool isFork)
    {
        SetMergeRequest(await Head("clone"));
        Variable(name, value);

        var facts = await InCi();

        Assert.That((facts.IsMergeRequest, facts.IsFork, facts.Branch), Is.EqualTo((true, isFork, (string?)null)));
    }

    [Test]
    public async Task Pipeline_OfAGitTag_IsNoBranchs()
    {
        SetBranchPipeline(await Head("clone"));
        Variable("CI_COMMIT_TAG", "main");

        var facts = await InCi();

        Assert.That((facts.Branch, facts.Slug), Is.EqualTo(((string?)null, (string?)null)));
    }

    [TestCase("CI_COMMIT_BRANCH", "topic")]
    [TestCase("CI_COMMIT_REF_SLUG", "latest")]
    public async Task Pipeline_WhoseSlugIsNotItsBranchs_IsAnError(string name, string value)
    {
        await Git("server", "branch", "topic");
        SetBranchPipeline(await Head("clone"));
        Variable(name, value);

        Assert.That(InCi, Throws.TypeOf<BakehouseException>().With.Message.Contains("is not the slug of the branch"));
    }

    [TestCase("images/new/Dockerfile", true)]
    [TestCase("images/n\u00e9/Dockerfile", true)]
    [TestCase(".nuget/package", false)]
    [TestCase("known", true)]
    public async Task Pipeline_WithAFileThatItsCommitHasNot_IsDirtyWhereItMayCount(string path, bool isDirty)
    {
        await File.WriteAllTextAsync(Path.Combine(root, "clone", "known"), "");
        await Git("clone", "add", ".");
        await Commit("clone", "a file");
        await Git("clone", "push", "--quiet", "origin", "HEAD:refs/heads/topic");
        SetBranchPipeline(await Head("clone"));
        Variable("CI_COMMIT_BRANCH", "topic");
        Variable("CI_COMMIT_REF_SLUG", "topic");
        Assert.That((await InCi()).IsDirty, Is.False);

        var file = Path.Combine(root, "clone", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "new");

        Assert.That((await InCi()).IsDirty, Is.EqualTo(isDirty));
    }

    [Test]
    public async Task MergeRequest_OfAnOlderCommitOfItsBranch_KnowsTheNewerHead()
    {
        SetMergeRequest(await Head("clone"));
        await Commit("server", "two");

        Assert.That((await InCi()).NewerHead, Is.EqualTo(await Head("server")));
    }

    [Test]
    public async Task MergeRequest_OfAMergedResult_IsHeldAgainstItsSourceBranch()
    {
        SetMergeRequest(await Head("clone"));
        Variable("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", await Head("clone"));
        Variable("CI_COMMIT_SHA", new string('a', 40));
        Variable("CI_COMMIT_TIMESTAMP", "2026-11-21T14:36:00Z");

        Assert.That((await InCi()).NewerHead, Is.Null);
    }

    private void SetMergeRequest(string commit)
    {
        SetBranchPipeline(commit);
        Variable("CI_COMMIT_BRANCH", "");
        Variable("CI_MERGE_REQUEST_IID", "7");
        Variable("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "main");
        Variable("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "1");
        Variable("CI_MERGE_REQUEST_PROJECT_ID", "1");
        Variable("CI_PROJECT_ID", "1");
    }

    private void SetBranchPipeline(string commit)
    {
        Variable("CI_COMMIT_SHA", commit);
        Variable("CI_COMMIT_BRANCH", "main");
        Variable("CI_DEFAULT_BRANCH", "main");
        Variable("CI_COMMIT_REF_SLUG", "main");
    }

    private void Variable(string name, string value) => cake.GetEnvironmentVariable(name).Returns(value);

    private Task<SourceFacts> Outside() => new GitSourceReader(new GitRepository(commands)).ReadAsync(Version, default);

    private Task<SourceFacts> InCi() =>
        new GitLabSourceReader(environment, new GitRepository(commands)).ReadAsync(Version, default);

    private async Task<string> Head(string folder) => (await Git(folder, "rev-parse", "HEAD")).Trim();

    private Task Commit(string folder, string message) =>
        Git(folder, "commit", "--quiet", "--allow-empty", "--message", message);

    private async Task<string> Git(string folder, params string[] arguments) =>
        (
            await commands.RunAsync(
                new Command("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", .. arguments])
                {
                    WorkingDirectory = Path.Combine(root, folder),
                    Environment = new Dictionary<string, string?>
                    {
                        ["GIT_COMMITTER_DATE"] = "1700000000 +0000",
                        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                    },
                }
            )
        ).Output;
}
