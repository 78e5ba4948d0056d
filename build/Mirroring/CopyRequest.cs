using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>One image to be copied from its upstream, because the copy differs from it or does not exist.</summary>
/// <param name="Source">The upstream's name; its tag is for people to read, <paramref name="Upstream"/> decides.</param>
/// <param name="Upstream">What the upstream has under that name, as a HEAD answered.</param>
/// <param name="Target">The repository that gets the copy, and the tag under which it will stand.</param>
public sealed record CopyRequest(Reference Source, Descriptor Upstream, Reference Target)
{
    /// <summary>What is taken of an index; all of it where none is named. A platform without a variant means all of them.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>When the copy was last made; null where there is none, which is older than any.</summary>
    public DateTimeOffset? LastCopied { get; init; }

    /// <summary>The upstream by the digest that is copied.</summary>
    internal Reference Pinned => Source.WithDigest(Upstream.Digest);
}
