using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.Processes;
using Bakehouse.Images;
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
        var branch = IsMergeRequest || Variable("CI_COMMIT_TAG") is not null ? null : Variable("CI_COMMIT_BRANCH");
        var asked = NewerHeadAsync(cancellationToken);
        var status = git.StatusAsync(cancellationToken);
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
                IsMergeRequest ? SlugOf(Variable("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"))
                : branch is not null ? SlugOf(branch)
                : null,
            GitTags = Variable("CI_COMMIT_TAG") is { } tag ? [tag] : [],
            IsMergeRequest = IsMergeRequest,
            IsFork = IsFork,
            Origin = OriginUrl.WithoutCredentials(Variable("CI_PROJECT_URL")),
        };
        return facts with
        {
            NewerHead = await asked,
            IsDirty = (await status)?.IsDirtyIn(ImageCatalog.FolderName) ?? false,
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

    // Any of them: what a merge request must not write is not to depend on one variable.
    private bool IsMergeRequest =>
        (
            (string[])
                ["CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"]
        ).Any(name => Variable(name) is not null)
        || Variable("CI_PIPELINE_SOURCE") == "merge_request_event";

    // One whose source is not told counts as one: the project that it came from may be gone. So does one that runs in the
    // fork, where the merge request is another project's.
    private bool IsFork =>
        IsMergeRequest
        && (
            Variable("CI_MERGE_REQUEST_SOURCE_PROJECT_ID") is not { } from
            || from != Variable("CI_PROJECT_ID")
            || from != (Variable("CI_MERGE_REQUEST_PROJECT_ID") ?? from)
        );

    // GitLab's variables can be given other values where a pipeline is started by hand.
    private string SlugOf(string? name)
    {
        var told = Variable("CI_COMMIT_REF_SLUG");
        return name is null || told is null || told == RefSlug.Of(name)
            ? told ?? RefSlug.Of(name ?? "")
            : throw new BakehouseException(
                $"CI_COMMIT_REF_SLUG is '{told}', which is not the slug of the branch '{name}'.",
                "Leave GitLab's own variables as GitLab sets them, or rename the branch."
            );
    }

    private string? Variable(string name) => environment.GetVariable(name) is { Length: > 0 } value ? value : null;
}
