using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>A tag that an image gets, and why.</summary>
/// <param name="Name">The tag.</param>
/// <param name="MayMove">Whether it may be moved from another image; the tag of a release never is.</param>
/// <param name="Reason">Why it is written, in words.</param>
public sealed record PlannedTag(string Name, bool MayMove, string Reason)
{
    /// <summary>The rule that a tag of a release stays where it is.</summary>
    /// <param name="image">How to name the image.</param>
    /// <param name="there">What stands under the tag; null where nothing does.</param>
    /// <param name="wanted">What is to stand there; null for an image that has yet to be built.</param>
    /// <param name="version">The version of the run.</param>
    /// <exception cref="BakehouseException">The tag would have to move, and may not.</exception>
    public void RejectMove(string image, Digest? there, Digest? wanted, ImageVersion version)
    {
        if (!MayMove && there is not null && there != wanted)
        {
            throw new BakehouseException(
                $"{image}:{Name} never moves, and is {there.Short} already; this run has "
                    + (wanted is null ? "another image." : $"{wanted.Short}."),
                Name == version.Text
                    ? "Raise the version in the file VERSION."
                    : "Run again in a minute: the tag has the time in it."
            );
        }
    }
}

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
            tags.Add(new PlannedTag("latest", MayMove: true, $"{source.Branch} is the default branch"));
        }

        tags.Add(new PlannedTag(slug, MayMove: true, $"the branch {source.Branch ?? "of the merge request"}"));
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
            tags.Add(new PlannedTag(source.Commit, MayMove: true, "the commit"));
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
            tags.Add(new PlannedTag(version.Text, MayMove: false, reason));
        }
        else if (!source.InCi)
        {
            tags.Add(new PlannedTag(version.Development(now), MayMove: false, "a build outside CI that is no release"));
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
