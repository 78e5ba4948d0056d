using Bakehouse.Oci;

namespace Bakehouse.Steps;

/// <summary>What a run has made of one copy of an upstream image so far.</summary>
/// <param name="Copy">Its name: <c>utility/redis:7</c>.</param>
public sealed record CopiedImage(string Copy)
{
    /// <summary>What stands under its tag since this run; null where the run has not moved it.</summary>
    public Digest? Digest { get; init; }

    /// <summary>What was sent to the registry.</summary>
    public long BytesMoved { get; init; }

    /// <summary>Manifests that were read from the upstream: what it counts.</summary>
    public int Pulls { get; init; }

    /// <summary>How many of its tests passed; null where none was run.</summary>
    public int? TestsPassed { get; init; }

    /// <summary>What went other than planned, and was no failure: why the last good copy stays, a backup that was left.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
