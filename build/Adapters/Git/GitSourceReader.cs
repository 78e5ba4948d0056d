using Bakehouse.Planning;

namespace Bakehouse.Adapters.Git;

/// <summary>The facts of a run outside CI: all from git.</summary>
public sealed class GitSourceReader(GitRepository git) : ISourceReader
{
    private const string UsualDefaultBranch = "main";

    public async Task<SourceFacts> ReadAsync(ImageVersion version, CancellationToken cancellationToken)
    {
        var status = git.StatusAsync(cancellationToken);
        var tags = git.TagsAtHeadAsync(cancellationToken);
        var defaultBranch = git.RemoteDefaultBranchAsync(cancellationToken);
        var url = git.RemoteUrlAsync(cancellationToken);
        var time = git.CommitTimeAsync("HEAD", cancellationToken);
        if (await status is not { } tree)
        {
            return new SourceFacts { InCi = false };
        }

        var facts = new SourceFacts
        {
            InCi = false,
            Commit = tree.Commit,
            CommitTime = await time,
            Branch = tree.Branch,
            DefaultBranch = await defaultBranch ?? UsualDefaultBranch,
            Slug = tree.Branch is null ? null : RefSlug.Of(tree.Branch),
            GitTags = await tags,
            IsDirty = tree.IsDirty,
            Origin = OriginUrl.WithoutCredentials(await url),
        };
        return facts.Commit is not null && facts.GitTags.Contains(version.Text)
            ? facts with
            {
                IsOnDefaultBranch = await git.ContainsAsync(facts.DefaultBranch, facts.Commit, cancellationToken),
            }
            : facts;
    }

    public Task<string?> NewerHeadAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
