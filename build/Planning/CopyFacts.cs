using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>What was observed of one copy of an upstream image, and of the upstream.</summary>
public sealed record CopyFacts
{
    /// <summary>What the upstream has under the tag; null where it has nothing, or was not reached.</summary>
    public Descriptor? Upstream { get; init; }

    /// <summary>Why the upstream could not be asked, as a sentence; null where it answered.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the sandbox's upstream, which has some of the tags only, is the one to have it, and never had.</summary>
    public bool IsNeverOffered { get; init; }

    /// <summary>What stands under the copy's tag; null where nothing does.</summary>
    public Digest? Copy { get; init; }

    /// <summary>Where the copy comes from; null where that was not asked, or nothing tells.</summary>
    public CopyRecord? Record { get; init; }
}
