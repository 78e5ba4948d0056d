namespace Bakehouse.Planning;

/// <summary>The tags of a run, and in words why others are not written.</summary>
public sealed record TagSet(IReadOnlyList<PlannedTag> Tags, IReadOnlyList<string> Withheld);

/// <summary>
/// Which tags the images of a run get: a function of the sources' facts, the version and the time, and nothing else.
/// </summary>
public static class TagPolicy
{
    /// <param name="source">Where the sources stand.</param>
    /// <param name="version">The version in the repository.</param>
    /// <param name="isRelease">Whether a release was asked for (<c>--release</c>).</param>
    /// <param name="now">The time of the run, for the tag of a development build.</param>
    /// <param name="upstreamTags">The tags under which upstream copies are kept.</param>
    /// <exception cref="BakehouseException">
    /// The branch has the name of a tag that others trust, or a release was asked for where there can be none.
    /// </exception>
    public static TagSet For(
        SourceFacts source,
        ImageVersion version,
        bool isRelease,
        DateTimeOffset now,
        IReadOnlyCollection<string> upstreamTags
    )
    {
        if (source.IsFork)
        {
            return new TagSet([], ["a merge request from a fork writes no tag"]);
        }

        var tags = new List<PlannedTag>();
        var withheld = new List<string>();
        AddBranch(source, version, upstreamTags, tags, withheld);
        AddCommit(source, tags, withheld);
        AddVersion(source, version, isRelease, now, tags, withheld);
        return new TagSet(tags, withheld);
    }

    private static void AddBranch(
        SourceFacts source,
        ImageVersion version,
        IReadOnlyCollection<string> upstreamTags,
        List<PlannedTag> tags,
        List<string> withheld
    )
    {
        if (source.Slug is not { } slug)
        {
            return;
        }

        if (ReservedNames.Objection(slug, version, upstreamTags) is { } objection)
        {
            throw new BakehouseException(
                $"The branch '{source.Branch ?? slug}' cannot be a tag: '{slug}' {objection}.",
                "Rename the branch."
            );
        }

        if (source.NewerHead is { } head)
        {
            withheld.Add($"latest and {slug} stay: the branch has moved on to {head[..12]}");
            return;
        }

        if (source.IsDefaultBranch && source.IsDirty)
        {
            withheld.Add("no latest: the work tree has uncommitted changes");
        }
        else if (source.IsDefaultBranch)
        {
            tags.Add(new PlannedTag("latest", TagRule.Moves, $"{source.Branch} is the default branch"));
        }

        tags.Add(new PlannedTag(slug, TagRule.Moves, $"the branch {source.Branch ?? "of the merge request"}"));
    }

    private static void AddCommit(SourceFacts source, List<PlannedTag> tags, List<string> withheld)
    {
        if (source.Commit is null)
        {
            withheld.Add("no commit's tag: the folder is no git repository");
        }
        else if (source.IsDirty)
        {
            withheld.Add("no commit's tag: the work tree has uncommitted changes");
        }
        else
        {
            tags.Add(new PlannedTag(source.Commit, TagRule.Moves, "the commit"));
        }
    }

    private static void AddVersion(
        SourceFacts source,
        ImageVersion version,
        bool isRelease,
        DateTimeOffset now,
        List<PlannedTag> tags,
        List<string> withheld
    )
    {
        var isTagged = source.GitTags.Contains(version.Text);
        if (isRelease && source.IsDirty)
        {
            throw new BakehouseException(
                "A release was asked for, but the work tree has uncommitted changes.",
                "Commit or stash them first."
            );
        }

        if (isRelease || (isTagged && IsOnDefaultBranch(source, version)))
        {
            var reason = isRelease ? "a release was asked for" : $"the git tag {version} on the default branch";
            tags.Add(new PlannedTag(version.Text, TagRule.Release, reason));
        }
        else if (!source.InCi)
        {
            tags.Add(
                new PlannedTag(version.Development(now), TagRule.Development, "a build outside CI that is no release")
            );
        }
        else if (isTagged)
        {
            withheld.Add($"no {version}: its git tag is not on the default branch");
        }
    }

    private static bool IsOnDefaultBranch(SourceFacts source, ImageVersion version) =>
        !source.IsDirty
        && (
            source.IsOnDefaultBranch
            ?? throw new BakehouseException(
                $"It cannot be told whether the git tag {version} is on the default branch: the clone is too shallow.",
                "Fetch the default branch's history (in GitLab: GIT_DEPTH: 0)."
            )
        );
}
