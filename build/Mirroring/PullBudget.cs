using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>
/// The pulls that an upstream still allows. A pull is a GET of a manifest or an index: that is what Docker Hub counts.
/// It may be used by several copies at once.
/// </summary>
/// <param name="left">What the upstream says is left; null where it knows no limit.</param>
public sealed class PullBudget(int? left)
{
    /// <summary>
    /// The shortest entry of an index: a media type, a digest and a size of at least three digits
    /// (OCI image-spec 1.1, descriptor.md, "Properties").
    /// </summary>
    private static readonly int ShortestEntry =
        $$"""{"mediaType":"{{MediaTypes.OciIndex}}","digest":"{{Digest.Of([])}}","size":100},""".Length;

    private readonly Lock _lock = new();
    private int? _left = left;

    /// <summary>What nobody has reserved; null where there is no limit.</summary>
    public int? Left
    {
        get
        {
            lock (_lock)
                return _left;
        }
    }

    /// <summary>
    /// How many pulls something can take at most: one for a manifest; for an index as many more as its size has room for.
    /// An index inside an index counts as one manifest here; what it takes is known when the outer one is read.
    /// </summary>
    public static int UpperBound(Descriptor manifest) =>
        MediaTypes.IsIndex(manifest.MediaType) ? 1 + (int)Math.Min(manifest.Size / ShortestEntry, int.MaxValue - 1) : 1;

    /// <summary>Who comes first: a copy that is missing, then the oldest. What is equally old keeps its order.</summary>
    public static IReadOnlyList<CopyRequest> Order(IEnumerable<CopyRequest> requests) =>
        [.. requests.OrderBy(request => request.LastCopied ?? DateTimeOffset.MinValue)];

    /// <summary>Whether so many pulls could be reserved now.</summary>
    public bool Covers(long pulls) => !(Left < pulls);

    internal bool TryReserve(int pulls)
    {
        lock (_lock)
        {
            if (_left < pulls)
                return false;
            _left -= pulls;
            return true;
        }
    }

    internal void Return(int pulls)
    {
        lock (_lock)
            if (!IsExhausted)
                _left += pulls;
    }

    /// <summary>The upstream has refused: whatever it said before, nothing is left.</summary>
    internal void Exhaust()
    {
        lock (_lock)
        {
            _left = 0;
            IsExhausted = true;
        }
    }

    internal bool IsExhausted { get; private set; }
}
