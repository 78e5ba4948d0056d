using System.Text.RegularExpressions;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>
/// Which events make a pipeline. gitlab-ci-local does not look at <c>workflow</c>; but its rules are written and read as those
/// of a job are, so that here a job has them.
/// </summary>
public sealed partial class WorkflowTests
{
    private const string File = ".gitlab-ci-local-workflow.yml";
    private GitLabProject project = null!;

    private static IEnumerable<TestCaseData> Events()
    {
        yield return Event("a push to a branch", true, new() { ["CI_COMMIT_BRANCH"] = "topic" });
        yield return Event(
            "a push to a branch with a merge request, which has a pipeline of its own",
            false,
            new() { ["CI_COMMIT_BRANCH"] = "topic", ["CI_OPEN_MERGE_REQUESTS"] = "group/project!7" }
        );
        yield return Event(
            "that pipeline of the merge request",
            true,
            new() { ["CI_PIPELINE_SOURCE"] = "merge_request_event", ["CI_OPEN_MERGE_REQUESTS"] = "group/project!7" }
        );
        yield return Event(
            "a push to the default branch, though a merge request has it as its source",
            true,
            new() { ["CI_COMMIT_BRANCH"] = "main", ["CI_OPEN_MERGE_REQUESTS"] = "group/project!7" }
        );
        yield return Event("a tag", true, new() { ["CI_COMMIT_TAG"] = "1.4.0" });
        yield return Event(
            "a schedule",
            true,
            new() { ["CI_PIPELINE_SOURCE"] = "schedule", ["CI_COMMIT_BRANCH"] = "main" }
        );
        yield return Event(
            "a start by hand on a branch with a merge request",
            true,
            new()
            {
                ["CI_PIPELINE_SOURCE"] = "web",
                ["CI_COMMIT_BRANCH"] = "topic",
                ["CI_OPEN_MERGE_REQUESTS"] = "group/project!7",
            }
        );
    }

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        project = await GitLabProject.CreateAsync();
        var pipeline = await System.IO.File.ReadAllTextAsync(project.Tree.PathOf(".gitlab-ci.yml"));
        var rules = Workflow().Match(pipeline).Groups["rules"].Value;
        Assert.That(rules, Does.Contain("merge_request_event"), "the pipeline has no such workflow any more");
        project.Tree.Write(File, $"pipeline:\n  script: [\"true\"]\n{rules}\nalways:\n  script: [\"true\"]\n");
    }

    [OneTimeTearDown]
    public async Task CleanAsync() => await project.DisposeAsync();

    [TestCaseSource(nameof(Events))]
    public async Task Event_MakesAPipelineOrNot(IReadOnlyDictionary<string, string> change, bool isPipeline)
    {
        var variables = await project.BranchAsync();
        variables.Remove("CI_COMMIT_BRANCH");
        foreach (var (name, value) in change)
        {
            variables[name] = value;
        }

        using var list = await project.StartAsync(variables, "--file", File, "--list-csv");

        var jobs = (await list.EndAsync()).Succeeded().Output.Split('\n').Select(row => row.Split(';')[0]);
        Assert.That(jobs, Does.Contain("always"));
        Assert.That(jobs.Contains("pipeline"), Is.EqualTo(isPipeline));
    }

    private static TestCaseData Event(string name, bool isPipeline, Dictionary<string, string> change) =>
        new TestCaseData(change, isPipeline).SetArgDisplayNames(name);

    [GeneratedRegex(
        "^workflow:\n(?<rules>  rules:\n(    .*\n)+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Workflow();
}
