using System.Text.Json.Serialization;

namespace Bakehouse.Planning;

/// <summary>What is known of the sources of a run: from GitLab's variables in CI, from git elsewhere.</summary>
public sealed record SourceFacts
{
    /// <summary>Whether a pipeline runs this.</summary>
    public required bool InCi { get; init; }

    /// <summary>The commit, 40 hex digits; null where the folder is no git repository.</summary>
    public string? Commit { get; init; }

    /// <summary>When the commit was made; null where there is none.</summary>
    public DateTimeOffset? CommitTime { get; init; }

    /// <summary>The branch; null for a detached head, a tag pipeline and a merge request.</summary>
    public string? Branch { get; init; }

    /// <summary>The branch that others build on; null where nothing tells.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>GitLab's slug of the branch, of a merge request's source branch, or of what git has checked out.</summary>
    public string? Slug { get; init; }

    /// <summary>The git tags that the commit has, or the one that the pipeline is for.</summary>
    public IReadOnlyList<string> GitTags { get; init; } = [];

    /// <summary>Whether the commit is part of the default branch; null where the clone is too shallow to tell.</summary>
    public bool? IsOnDefaultBranch { get; init; }

    /// <summary>Whether the pipeline is one of a merge request.</summary>
    public bool IsMergeRequest { get; init; }

    /// <summary>Whether the merge request comes from another project.</summary>
    public bool IsFork { get; init; }

    /// <summary>Whether the work tree has changes that are not committed.</summary>
    public bool IsDirty { get; init; }

    /// <summary>The commit that the branch has on the server now, where that is another one.</summary>
    public string? NewerHead { get; init; }

    /// <summary>Where the sources come from, without credentials: the label <c>org.opencontainers.image.source</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether the slug is that of the default branch, whoever has it.</summary>
    [JsonIgnore]
    public bool HasSlugOfDefaultBranch =>
        Slug is not null && DefaultBranch is not null && Slug == RefSlug.Of(DefaultBranch);

    public bool IsDefaultBranch => Branch is not null && Branch == DefaultBranch && !IsMergeRequest;
}
