using Bakehouse.Images;

namespace Bakehouse.Planning;

/// <summary>The tags of a run, and in words why others are not written.</summary>
public sealed record TagSet(IReadOnlyList<PlannedTag> Tags, IReadOnlyList<string> Withheld);

/// <summary>
/// Which tags an image of a run gets: a function of the sources' facts, the image's variant and version, and the time, and
/// of nothing else.
/// </summary>
public static class TagPolicy
{
    /// <param name="owner">The image.</param>
    /// <param name="source">Where the sources stand.</param>
    /// <param name="isRelease">Whether a release was asked for (<c>--release</c>).</param>
    /// <param name="now">The time of the run, for the tag of a development build.</param>
    /// <exception cref="BakehouseException">
    /// The branch has the name of a tag that others trust, or a release was asked for where there can be none.
    /// </exception>
    public static TagSet For(TagOwner owner, SourceFacts source, bool isRelease, DateTimeOffset now)
    {
        if (NameRule.Objection(NameKind.Fingerprint, source) is { } objection)
        {
            return new TagSet([], [objection]);
        }

        var tags = new List<PlannedTag>();
        var withheld = new List<string>();
        AddBranch(owner, source, tags, withheld);
        Add(
            NameKind.Commit,
            new PlannedTag(owner.Lead(source.Commit ?? ""), TagRule.Moves, "the commit"),
            source,
            tags,
            withheld
        );
        AddVersion(owner, source, isRelease, now, tags, withheld);
        return new TagSet(tags, [.. withheld.Distinct()]);
    }

    /// <summary>The tags that an image gets in a run.</summary>
    public static TagSet For(ImageDefinition image, PlanFacts facts) =>
        For(TagOwner.Of(image, facts.Version), facts.Source, facts.IsRelease, facts.Time);

    private static void AddBranch(TagOwner owner, SourceFacts source, List<PlannedTag> tags, List<string> withheld)
    {
        if (source.Slug is not { } slug)
        {
            return;
        }

        if (Objection(owner, slug, source) is { } objection)
        {
            throw new BakehouseException(
                $"The branch '{source.Branch ?? slug}' cannot be a tag: '{slug}' {objection}.",
                "Rename the branch."
            );
        }

        if (source.IsDefaultBranch)
        {
            var latest = new PlannedTag(owner.Latest, TagRule.Moves, $"{source.Branch} is the default branch");
            Add(NameKind.Latest, latest, source, tags, withheld);
        }

        var reason = $"the branch {source.Branch ?? "of the merge request"}";
        Add(NameKind.Branch, new PlannedTag(owner.Lead(slug), TagRule.Moves, reason), source, tags, withheld);
    }

    private static void Add(
        NameKind kind,
        PlannedTag tag,
        SourceFacts source,
        List<PlannedTag> tags,
        List<string> withheld
    )
    {
        if (NameRule.Objection(kind, source) is { } objection)
        {
            withheld.Add(objection);
        }
        else
        {
            tags.Add(tag);
        }
    }

    // The variant 16 with the branch "alpine" makes "16-alpine", and that is another variant, or leads its tags.
    private static string? Objection(TagOwner owner, string slug, SourceFacts source) =>
        owner.Siblings.FirstOrDefault(other =>
            other.StartsWith(owner.Lead(""), StringComparison.Ordinal)
            && $"{owner.Lead(slug)}-".StartsWith($"{other}-", StringComparison.Ordinal)
        )
            is { } taken
            ? $"makes '{owner.Lead(slug)}' of the variant {owner.Variant}, and there is a variant {taken}"
            : ReservedNames.Objection(slug, source);

    private static void AddVersion(
        TagOwner owner,
        SourceFacts source,
        bool isRelease,
        DateTimeOffset now,
        List<PlannedTag> tags,
        List<string> withheld
    )
    {
        var version = owner.Version;
        var isTagged = source.GitTags.Contains(version.Text);
        if (isRelease && NameRule.Objection(NameKind.Version, source) is { } objection)
        {
            throw new BakehouseException(
                $"A release was asked for, but {objection}.",
                "Release a commit of a branch, with nothing changed since."
            );
        }

        if (owner.Scheme == TagScheme.Upstream)
        {
            return;
        }

        // A variant without a version of its own has the repository's.
        string Own(string ofRepository, Func<ImageVersion, string> ofVariant) =>
            owner.VariantVersion is { } own ? ofVariant(own) : owner.Lead(ofRepository);

        if (isRelease || (isTagged && IsOnDefaultBranch(source, version)))
        {
            var reason = isRelease ? "a release was asked for" : $"the git tag {version} on the default branch";
            tags.Add(new PlannedTag(Own(version.Text, own => own.Text), TagRule.Release, reason));
        }
        else if (NameRule.Objection(NameKind.Development, source) is null)
        {
            var tag = Own(version.Development(now), own => own.Development(now));
            tags.Add(new PlannedTag(tag, TagRule.Development, "a build outside CI that is no release"));
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
