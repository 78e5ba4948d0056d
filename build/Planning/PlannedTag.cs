using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>What happens where a tag stands on another image already.</summary>
public enum TagRule
{
    /// <summary>It moves.</summary>
    Moves,

    /// <summary>It never moves: somebody relies on what it is. Having to is an error.</summary>
    Release,

    /// <summary>The first image of a minute keeps it, and a later one goes without.</summary>
    Development,
}

/// <summary>A tag that an image gets, and why.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Rule">What happens where it stands on another image already.</param>
/// <param name="Reason">Why it is written, in words.</param>
public sealed record PlannedTag(string Name, TagRule Rule, string Reason)
{
    private const int CommitLength = 40;
    private const int ShortLength = 12;
    private const string Remedy = "Raise the version in the file VERSION, or the variant's own where its class has it.";

    public bool MayMove => Rule == TagRule.Moves;

    /// <summary>Whether it is a branch's, and so stands for the newest commit only; a commit's own tag does not.</summary>
    public bool FollowsBranch(string? commit) =>
        MayMove && (commit is null || !Name.EndsWith(commit, StringComparison.Ordinal));

    /// <summary>A tag as people want to read it: a commit's cut to 12 digits, also behind a variant, any other as it is.</summary>
    public static string Shorten(string tag)
    {
        var start = tag.Length - CommitLength;
        return start >= 0 && (start == 0 || tag[start - 1] == '-') && tag[start..].All(char.IsAsciiHexDigitLower)
            ? tag[..(start + ShortLength)] + "…"
            : tag;
    }

    /// <summary>Whether the tag is left to the image that has it.</summary>
    /// <param name="image">How to name the image.</param>
    /// <param name="there">What stands under the tag; null where nothing does.</param>
    /// <param name="wanted">What is to stand there; null for an image that has yet to be built.</param>
    /// <exception cref="BakehouseException">The tag is that of a release, and would have to move.</exception>
    public bool IsTaken(string image, Digest? there, Digest? wanted)
    {
        if (MayMove || there is null || there == wanted)
        {
            return false;
        }

        return Rule == TagRule.Development
            ? true
            : throw new BakehouseException(
                $"{image}:{Name} never moves, and is {there.Short} already; this run has "
                    + (wanted is null ? "another image." : $"{wanted.Short}."),
                Remedy
            );
    }
}
