using Bakehouse.Planning;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>Which jobs run in which situation, and which tags the images get in it.</summary>
public sealed class SituationTests
{
    private const string All = "check plan images report";
    private GitLabProject project = null!;
    private string commit = null!;

    private static readonly Dictionary<string, string> MergeRequest = new()
    {
        ["CI_PIPELINE_SOURCE"] = "merge_request_event",
        ["CI_COMMIT_BRANCH"] = "",
        ["CI_MERGE_REQUEST_IID"] = "7",
        ["CI_MERGE_REQUEST_PROJECT_ID"] = GitLabProject.Id,
        ["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] = GitLabProject.Id,
        ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] = "Feature/X",
    };

    private static IEnumerable<TestCaseData> Situations()
    {
        yield return Situation("branch", "Feature/X", [], All, "feature-x SHA");
        yield return Situation("default branch", "main", [], All, "latest main SHA");
        yield return Situation("merge request", "Feature/X", MergeRequest, All, "feature-x SHA");
        yield return Situation("tag equal to VERSION", "1.4.0", Tag("1.4.0"), All, "SHA 1.4.0");
        yield return Situation("another tag", "1.3.9", Tag("1.3.9"), All, "SHA");
        yield return Situation(
            "schedule",
            "main",
            new() { ["CI_PIPELINE_SOURCE"] = "schedule" },
            "plan images report",
            "latest main SHA"
        );
        yield return Situation(
            "refresh by hand",
            "main",
            new() { ["CI_PIPELINE_SOURCE"] = "web", ["REFRESH"] = "true" },
            All,
            "latest main SHA"
        );
        yield return Situation(
            "merge request from a fork's main",
            "main",
            new(MergeRequest)
            {
                ["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] = "99",
                ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] = "main",
            },
            "check test",
            ""
        );
        yield return Situation(
            "fork without secrets",
            "main",
            new() { ["BAKEHOUSE_REGISTRY"] = "" },
            "check test",
            null
        );
    }

    // Where nothing can be pushed, there is no plan.
    private static IEnumerable<TestCaseData> Planned() =>
        Situations().Where(situation => situation.Arguments[3] is not null);

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        project = await GitLabProject.CreateAsync();
        commit = await project.Tree.GitAsync("rev-parse", "HEAD");
        await project.Tree.GitAsync("push", "--quiet", "origin", "main:Feature/X");
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await project.DisposeAsync();

    [TestCaseSource(nameof(Situations))]
    public async Task Jobs_ThatRun_AreThoseOfTheTable(
        IReadOnlyDictionary<string, string> change,
        string reference,
        string jobs,
        string? tags
    )
    {
        _ = tags;
        using var list = await project.StartAsync(await VariablesAsync(change, reference), "--list-csv");

        var rows = (await list.EndAsync()).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var listed = rows.SkipWhile(row => !row.StartsWith("name;", StringComparison.Ordinal)).Skip(1);
        Assert.That(listed.Select(row => row.Split(';')[0]), Is.EqualTo(jobs.Split(' ')));
    }

    [TestCaseSource(nameof(Planned))]
    public async Task Tags_OfTheImages_AreThoseOfTheTable(
        IReadOnlyDictionary<string, string> change,
        string reference,
        string jobs,
        string tags
    )
    {
        _ = jobs;
        foreach (var (name, value) in await VariablesAsync(change, reference))
        {
            project.Tree.Variables[name] = value;
        }

        try
        {
            (await project.Tree.RunAsync("--target=Plan", $"--registry={SandboxUnderTest.Registry}")).Succeeded();
        }
        finally
        {
            foreach (
                var name in project.Tree.Variables.Keys.Where(name => name.StartsWith("CI_", StringComparison.Ordinal))
            )
            {
                project.Tree.Variables[name] = null;
            }
        }

        var plan = PlanFile.Read(await File.ReadAllTextAsync(project.Tree.PathOf("artifacts/plan.json")), "plan.json");
        Assert.That(
            plan.Images[0].Tags.Select(tag => tag.Name),
            Is.EquivalentTo(tags.Replace("SHA", commit).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
    }

    [Test]
    public async Task Release_OfAGitTagThatIsTheVersion_IsToldWhenAllImagesAreThere()
    {
        await using var released = await GitLabProject.CreateAsync();
        var variables = await released.BranchAsync("1.4.0");
        variables.Remove("CI_COMMIT_BRANCH");
        variables["CI_COMMIT_TAG"] = "1.4.0";

        var run = (await released.RunAsync(variables)).Succeeded();

        Assert.That(run.Output, Does.Contain("PASS  [images] -> release"));
        Assert.That(await released.Tree.Registry.NamesAsync("base-build"), Does.Contain("1.4.0"));
    }

    [TestCase("latest")]
    [TestCase("fp-x")]
    [TestCase("Backup/1")]
    public async Task Branch_WithANameThatOthersTrust_GetsNoPlan(string branch)
    {
        await project.Tree.GitAsync("push", "--quiet", "origin", $"main:refs/heads/{branch}");

        var run = await project.RunAsync(await project.BranchAsync(branch));

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain($"The branch '{branch}' cannot be a tag"));
        Assert.That(await project.Tree.Registry.TagsAsync("base-root"), Is.Empty);
    }

    [Test]
    public async Task Runner_OfEachKind_HasAPipelineThatFitsGitLabsSchema(
        [Values("", "dind", "socket", "rootless")] string runner
    )
    {
        var variables = await project.BranchAsync();
        variables["BAKEHOUSE_RUNNER"] = runner;
        using var preview = await project.StartAsync(variables, "--preview");

        var text = (await preview.EndAsync()).Succeeded().Output;
        Assert.That(text.Contains("DOCKER_TLS_VERIFY"), Is.EqualTo(runner is "" or "dind"));
    }

    [TestCase("schedule", "false", true)]
    [TestCase("web", "true", true)]
    [TestCase("web", "false", false)]
    public async Task Refresh_OnASchedule_OrByHand(string source, string refresh, bool isRefresh)
    {
        var variables = await project.BranchAsync();
        variables["CI_PIPELINE_SOURCE"] = source;
        variables["REFRESH"] = refresh;
        using var plan = await project.StartAsync(variables, "--force-shell-executor", "--shell-isolation", "plan");

        var run = (await plan.EndAsync()).Succeeded();
        Assert.That(run.Output.Contains("build.sh --target=Pipeline --refresh"), Is.EqualTo(isRefresh), run.Output);
    }

    private async Task<Dictionary<string, string>> VariablesAsync(
        IReadOnlyDictionary<string, string> change,
        string reference
    )
    {
        var variables = await project.BranchAsync(reference);
        foreach (var (name, value) in change)
        {
            variables[name] = value;
        }

        return variables.Where(variable => variable.Value.Length > 0 || variable.Key == "CI_REGISTRY").ToDictionary();
    }

    private static Dictionary<string, string> Tag(string name) =>
        new() { ["CI_COMMIT_BRANCH"] = "", ["CI_COMMIT_TAG"] = name };

    private static TestCaseData Situation(
        string name,
        string reference,
        Dictionary<string, string> change,
        string jobs,
        string? tags
    ) => new TestCaseData(change, reference, jobs, tags).SetArgDisplayNames(name);
}
