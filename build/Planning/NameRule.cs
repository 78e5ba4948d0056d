namespace Bakehouse.Planning;

/// <summary>The names that a run writes, by who may write them.</summary>
public enum NameKind
{
    /// <summary><c>fp-…</c> and <c>fp-…-t…</c>: how a run finds what is there.</summary>
    Fingerprint,

    /// <summary><c>1.4.0-dev202611211436</c>.</summary>
    Development,

    /// <summary>The commit's tag.</summary>
    Commit,

    /// <summary>The slug of a branch.</summary>
    Branch,

    /// <summary><c>latest</c>, and the upstream's tag of an image that customises a copy.</summary>
    Latest,

    /// <summary><c>1.4.0</c>, and the mark of a release.</summary>
    Version,

    /// <summary>A copy of an upstream image, its record and its backups.</summary>
    Copy,
}

/// <summary>
/// The one rule on who may write which name. The plan asks it, and so does whatever writes a name, right before it does.
/// Which names a branch may have at all is said by <see cref="ReservedNames"/>.
/// </summary>
public static class NameRule
{
    /// <summary>Why a run may not write names of a kind, as one clause; null where it may.</summary>
    public static string? Objection(NameKind kind, SourceFacts source) =>
        (kind, source) switch
        {
            (NameKind.Copy, { IsFork: true }) => "a merge request from a fork writes no copy",
            (_, { IsFork: true }) => "a merge request from a fork writes no tag",
            (NameKind.Fingerprint, _) => null,
            (NameKind.Development, { InCi: true }) => "a pipeline makes no development build",
            (NameKind.Development, _) => null,
            (NameKind.Version, { IsMergeRequest: true }) => "a merge request writes no version",
            (NameKind.Version, { IsDirty: true }) => "the work tree has uncommitted changes",
            (NameKind.Copy, { IsMergeRequest: true }) => "a merge request writes no copy",
            (NameKind.Copy, { IsDefaultBranch: false }) => "copies are written on the default branch only",
            (NameKind.Copy, { IsDirty: true }) => "no copy is written while the work tree has uncommitted changes",
            (NameKind.Copy, { NewerHead: { } head }) => $"no copy is written: the branch has moved on to {head[..12]}",
            (NameKind.Latest, { IsDefaultBranch: false }) => "no latest: this is not the default branch",
            (_, { IsDirty: true, InCi: true }) => "no tag: the work tree has uncommitted changes",
            (_, { IsDirty: true }) => "no tag but a development build's: the work tree has uncommitted changes",
            (NameKind.Commit, { Commit: null }) => "no commit's tag: the folder is no git repository",
            (NameKind.Latest or NameKind.Branch, { NewerHead: { } head }) =>
                $"latest and {source.Slug} stay: the branch has moved on to {head[..12]}",
            (NameKind.Branch, { IsMergeRequest: true, HasSlugOfDefaultBranch: true }) =>
                $"no {source.Slug}: it is the default branch's tag, and no merge request's",
            _ => null,
        };

    /// <summary>Refuses to write a name of a kind.</summary>
    /// <exception cref="BakehouseException">The run may not write it.</exception>
    public static void Require(NameKind kind, SourceFacts source, string name)
    {
        if (Objection(kind, source) is { } objection)
        {
            throw new BakehouseException(
                $"{name} is not written: {objection}.",
                kind == NameKind.Copy
                    ? "Run it on the default branch, with everything committed; in GitLab in a pipeline of that branch."
                    : "See \"Tags\" in the README for who writes which tag."
            );
        }
    }
}
