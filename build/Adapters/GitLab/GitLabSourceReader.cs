using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.Processes;
using Bakehouse.Planning;

namespace Bakehouse.Adapters.GitLab;

/// <summary>
/// The facts of a run in a pipeline, from GitLab's predefined variables; git is asked only what they don't tell.
/// </summary>
public sealed class GitLabSourceReader(ChildEnvironment environment, GitRepository git) : ISourceReader
{
    /// <summary>Whether GitLab runs this.</summary>
    public static bool IsPresent(ChildEnvironment environment) =>
        environment.GetVariable("GITLAB_CI") is { Length: > 0 }
        || environment.GetVariable("CI_COMMIT_SHA") is { Length: > 0 };

    public async Task<SourceFacts> ReadAsync(ImageVersion version, CancellationToken cancellationToken)
    {
        var commit =
            Variable("CI_COMMIT_SHA")
            ?? throw new BakehouseException(
                "GITLAB_CI is set, but CI_COMMIT_SHA is not.",
                "Run in a GitLab job, or unset GITLAB_CI to take the facts from git."
            );
        var isMergeRequest = Variable("CI_MERGE_REQUEST_IID") is not null;
        var branch = isMergeRequest ? null : Variable("CI_COMMIT_BRANCH");
        var asked = NewerHeadAsync(cancellationToken);
        var facts = new SourceFacts
        {
            InCi = true,
            Commit = commit,
            CommitTime = DateTimeOffset.TryParse(Variable("CI_COMMIT_TIMESTAMP"), out var time)
                ? time
                : await git.CommitTimeAsync(commit, cancellationToken),
            Branch = branch,
            DefaultBranch = Variable("CI_DEFAULT_BRANCH"),
            Slug =
                isMergeRequest || branch is not null
                    ? Variable("CI_COMMIT_REF_SLUG") ?? RefSlug.Of(branch ?? "")
                    : null,
            GitTags = Variable("CI_COMMIT_TAG") is { } tag ? [tag] : [],
            IsMergeRequest = isMergeRequest,
            IsFork = IsFork,
            Origin = OriginUrl.WithoutCredentials(Variable("CI_PROJECT_URL")),
        };
        return facts with
        {
            NewerHead = await asked,
            IsOnDefaultBranch =
                facts.GitTags.Contains(version.Text) && facts.DefaultBranch is { } main
                    ? await git.ContainsAsync(main, commit, cancellationToken)
                    : null,
        };
    }

    public async Task<string?> NewerHeadAsync(CancellationToken cancellationToken)
    {
        // A merge request's pipeline writes the slug of its source branch; one for the merged result runs on a commit that
        // no branch has, and is told the source's apart. A fork's branch is not on this server's, and writes nothing.
        var branch = IsFork ? null : Variable("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ?? Variable("CI_COMMIT_BRANCH");
        var commit = Variable("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? Variable("CI_COMMIT_SHA");
        var head = branch is null ? null : await git.RemoteHeadAsync(branch, cancellationToken);
        return head == commit ? null : head;
    }

    private bool IsFork =>
        Variable("CI_MERGE_REQUEST_SOURCE_PROJECT_ID") is { } project && project != Variable("CI_PROJECT_ID");

    private string? Variable(string name) => environment.GetVariable(name) is { Length: > 0 } value ? value : null;
}
