namespace Bakehouse.Planning;

/// <summary>Names of tags that no branch may take, because somebody else trusts what stands under them.</summary>
public static class ReservedNames
{
    private static readonly string[] OwnPrefixes = ["fp-", BackupTag.Prefix, CopyRecord.Prefix];

    /// <summary>Whether the tag is one of Bakehouse's own: <c>fp-…</c>, <c>backup-…</c> or <c>copied-…</c>.</summary>
    public static bool IsOwn(string tag) => OwnPrefixes.Any(tag.StartsWith);

    /// <summary>Why a branch's slug may not be a tag; null where it may.</summary>
    public static string? Objection(string slug, ImageVersion version) =>
        slug switch
        {
            "" => "has no letter or digit",
            "latest" => "is the tag of the default branch",
            _ when IsOwn(slug) => "is a name that Bakehouse keeps for itself",
            _ when slug == version.Text => "is the version",
            _ => null,
        };
}
