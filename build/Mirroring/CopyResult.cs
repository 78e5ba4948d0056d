using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>How a copy ended, unless by an error.</summary>
public enum CopyOutcome
{
    /// <summary>All of it is in the target's repository, by digest.</summary>
    Copied,

    /// <summary>The upstream's pull limit does not allow for it now: the next run takes it up.</summary>
    LeftForBudget,
}

/// <summary>What came of a copy. Nothing stands under its tag before <see cref="ImageCopier.TagAsync"/>.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Manifest">What stands in the target's repository; null where the copy was left.</param>
public sealed record CopyResult(CopyRequest Request, Manifest? Manifest)
{
    [MemberNotNullWhen(true, nameof(Manifest))]
    public bool IsCopied => Manifest is not null;

    public CopyOutcome Outcome => IsCopied ? CopyOutcome.Copied : CopyOutcome.LeftForBudget;

    /// <summary>The upstream's digest, or that of the new index where only some platforms were taken.</summary>
    public Digest? Digest => Manifest?.Digest;

    /// <summary>What was sent to the target for this copy; what another copy of the run brought is counted there.</summary>
    public long BytesMoved { get; init; }

    public int BlobsMoved { get; init; }

    /// <summary>Taken over by the target from another of its repositories.</summary>
    public int BlobsMounted { get; init; }

    /// <summary>Those that the target's repository had already.</summary>
    public int BlobsPresent { get; init; }

    /// <summary>Manifests that were read from the upstream: what it counts.</summary>
    public int Pulls { get; init; }

    /// <summary>The pulls that all of it takes: exact once its index is read, an upper bound before.</summary>
    public int PullsNeeded { get; init; }
}

/// <summary>How far a copy is, in bytes; what is known grows while its manifests are read.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CopyProgress(long Done, long Known);
