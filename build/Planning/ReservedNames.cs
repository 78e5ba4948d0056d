using System.Text.RegularExpressions;

namespace Bakehouse.Planning;

/// <summary>Names of tags that no branch may take, because somebody else trusts what stands under them.</summary>
public static partial class ReservedNames
{
    /// <summary>The mark of a release, for ECR's rule that tells it from a development build: <c>keep-1.4.0</c>.</summary>
    public const string ReleaseMark = "keep-";

    private static readonly string[] OwnPrefixes = ["fp-", BackupTag.Prefix, CopyRecord.Prefix];

    /// <summary>Whether the tag is one of Bakehouse's own: <c>fp-…</c>, <c>backup-…</c>, <c>copied-…</c> or <c>keep-1.4.0</c>.</summary>
    public static bool IsOwn(string tag) =>
        OwnPrefixes.Any(prefix => tag.StartsWith(prefix, StringComparison.Ordinal))
        || (tag.StartsWith(ReleaseMark, StringComparison.Ordinal) && tag.Contains('.'));

    /// <summary>Whether the tag ends as that of a commit or of a development build does.</summary>
    public static bool IsGenerated(string tag) => Generated().IsMatch(tag);

    /// <summary>Why a branch's slug may not be a tag, as what follows it in a sentence; null where it may.</summary>
    public static string? Objection(string slug, SourceFacts source) =>
        slug switch
        {
            "" => "has no letter or digit",
            _ when slug != RefSlug.Of(slug) => "is no slug as GitLab makes it",
            "latest" => "is the tag of the default branch",
            _ when IsOwn(slug) => "is a name that Bakehouse keeps for itself",
            _ when IsGenerated(slug) => "ends as the tag of a commit or of a development build",
            _ when source is { HasSlugOfDefaultBranch: true, IsDefaultBranch: false, IsMergeRequest: false } =>
                $"is the tag of the default branch '{source.DefaultBranch}'",
            _ => null,
        };

    [GeneratedRegex("(^|-)([0-9a-f]{40}|dev[0-9]{12})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Generated();
}
