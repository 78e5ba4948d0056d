using System.Text.Json.Serialization;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>What is done about a copy of an upstream image.</summary>
public enum CopyAction
{
    /// <summary>It is what the upstream has.</summary>
    Nothing,

    /// <summary>It is copied, tested where it has tests, and its name moves.</summary>
    Mirror,

    /// <summary>The upstream cannot be asked or has lost the tag: the last good copy stays, with a warning.</summary>
    Keep,

    /// <summary>It would be copied, but this run may not write names that all share.</summary>
    Withhold,

    /// <summary>The sandbox's upstream does not have it, and nor does the registry.</summary>
    LeaveOut,

    /// <summary>There is no copy to go on with, or it is older than its class allows.</summary>
    Fail,
}

/// <summary>What a run does about one copy, and why.</summary>
public sealed record PlannedCopy
{
    /// <summary>The copy: <c>utility/redis:7</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is a copy of: <c>docker.io/library/redis:7</c>.</summary>
    public required string Upstream { get; init; }

    public required CopyAction Action { get; init; }

    /// <summary>Why, in words: at least one reason.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What the upstream has; null where it has nothing, or was not reached.</summary>
    public Descriptor? Source { get; init; }

    /// <summary>What stands under the copy's tag before the run; null where nothing does.</summary>
    public Digest? Digest { get; init; }

    /// <summary>When the copy was taken from the upstream; null where that was not asked, or nothing tells.</summary>
    public DateTimeOffset? Copied { get; init; }

    /// <summary>What an image that is built on it gets; null where there is nothing to build on.</summary>
    [JsonIgnore]
    public Digest? Expected =>
        Action switch
        {
            CopyAction.Mirror => Source!.Digest,
            CopyAction.LeaveOut or CopyAction.Fail => null,
            _ => Digest ?? Source?.Digest,
        };
}
