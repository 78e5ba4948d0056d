using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>One copy of a run: reads what is missing on the target, then writes it from the blobs up.</summary>
internal sealed class ImageCopy(
    IManifests manifests,
    UpstreamManifests upstream,
    TargetManifests written,
    BlobCopier blobs,
    PullBudget budget,
    CopyRequest request
)
{
    private readonly PullClaim _claim = new(budget);
    private readonly Lock _lock = new();
    private Task<Node?>? _top;

    public CopyRequest Request => request;

    public int UpperBound { get; } = PullBudget.UpperBound(request.Upstream);

    /// <summary>Whether the pulls that it may take are reserved: all of them, or no more than the first.</summary>
    public bool IsAdmitted { get; private set; }

    private int _heldForRest;

    /// <summary>Reserves pulls to begin with.</summary>
    public bool TryAdmit(int pulls)
    {
        _heldForRest = pulls - 1;
        return IsAdmitted = _claim.TryHold(pulls);
    }

    /// <summary>Reads the manifest or index itself, once; then what the rest takes is known, and reserved.</summary>
    /// <returns>Null where the budget does not cover the rest.</returns>
    public Task<Node?> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return _top ??= ReadTopAsync(cancellationToken);
    }

    public async Task<CopyResult> RunAsync(IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        var tally = new CopyTally(progress);
        Manifest? copied = null;
        try
        {
            if (IsAdmitted && await ReadAsync(cancellationToken) is { } top)
            {
                await WriteAsync(top, tally, cancellationToken);
                copied = top.Manifest;
            }
        }
        catch (PullLimitException)
        {
            // What has arrived stays, by digest: the next run begins where this one ends.
        }
        finally
        {
            _claim.Release();
        }
        return tally.AddTo(
            new CopyResult(request, copied)
            {
                Pulls = _claim.Spent,
                PullsNeeded = IsAdmitted ? _claim.Needed : UpperBound,
            }
        );
    }

    private async Task<Node?> ReadTopAsync(CancellationToken cancellationToken)
    {
        var isWhole = request.Platforms.Count == 0;
        if (isWhole && await FromTargetAsync(cancellationToken) is { } there)
            return new Node(there, IsThere: true, []);
        var manifest = await upstream.PullAsync(request.Pinned, _claim, cancellationToken);
        if (manifest.IsIndex && !isWhole)
        {
            manifest = Readable(() => PlatformSelection.Select(manifest, request.Platforms, request.Source));
            if (await IsThereAsync(manifest.Digest, cancellationToken))
                return new Node(manifest, IsThere: true, []);
        }
        return await NodeAsync(manifest, _heldForRest, cancellationToken);
    }

    /// <summary>It may be there without its tag: an earlier run was interrupted, or its tests failed.</summary>
    private async Task<Manifest?> FromTargetAsync(CancellationToken cancellationToken) =>
        await IsThereAsync(request.Upstream.Digest, cancellationToken)
            ? await manifests.GetAsync(request.Target.Name.WithDigest(request.Upstream.Digest), cancellationToken)
            : null;

    /// <param name="manifest">A manifest or an index.</param>
    /// <param name="held">The pulls that were reserved for what an index lists.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<Node?> NodeAsync(Manifest manifest, int held, CancellationToken cancellationToken)
    {
        IReadOnlyList<Descriptor> missing = manifest.IsIndex
            ? await MissingAsync(Readable(manifest.ReadIndex).Manifests, cancellationToken)
            : [];
        return _claim.TryHold(missing.Sum(PullBudget.UpperBound) - held)
            ? new Node(manifest, IsThere: false, missing)
            : null;
    }

    private async Task<IReadOnlyList<Descriptor>> MissingAsync(
        IReadOnlyList<Descriptor> entries,
        CancellationToken cancellationToken
    )
    {
        var distinct = entries.DistinctBy(entry => entry.Digest).ToList();
        var there = await Task.WhenAll(distinct.Select(entry => IsThereAsync(entry.Digest, cancellationToken)));
        return [.. distinct.Where((_, i) => !there[i])];
    }

    /// <summary>A registry takes a manifest only when all that it refers to is there: where it is, nothing is missing.</summary>
    private async Task<bool> IsThereAsync(Digest digest, CancellationToken cancellationToken) =>
        await manifests.HeadAsync(request.Target.Name.WithDigest(digest), cancellationToken) is not null;

    private async Task WriteAsync(Node node, CopyTally tally, CancellationToken cancellationToken)
    {
        if (node.IsThere)
            return;
        if (node.Manifest.IsIndex)
            await Task.WhenAll(node.Missing.Select(child => CopyAsync(child, tally, cancellationToken)));
        else
            await BringBlobsAsync(Readable(node.Manifest.ReadImage), tally, cancellationToken);
        var pinned = request.Target.Name.WithDigest(node.Manifest.Digest);
        await written.PutAsync(pinned, node.Manifest, cancellationToken);
    }

    private async Task CopyAsync(Descriptor child, CopyTally tally, CancellationToken cancellationToken)
    {
        var pinned = request.Source.Name.WithDigest(child.Digest);
        var manifest = await upstream.PullAsync(pinned, _claim, cancellationToken);
        var held = PullBudget.UpperBound(child) - 1;
        var node = await NodeAsync(manifest, held, cancellationToken) ?? throw new PullLimitException();
        await WriteAsync(node, tally, cancellationToken);
    }

    private async Task BringBlobsAsync(ManifestContent image, CopyTally tally, CancellationToken cancellationToken)
    {
        // The largest first: none of them is then alone on the wire at the end.
        var taken = image.Blobs.Where(blob => !blob.IsElsewhere).OrderByDescending(blob => blob.Size).ToList();
        tally.Expect(taken.Sum(blob => blob.Size));
        await Task.WhenAll(
            taken.Select(blob => blobs.BringAsync(request.Source, request.Target, blob, tally, cancellationToken))
        );
    }

    private T Readable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new UpstreamException(
                new RegistryException($"{request.Source} can't be read: {e.Message}", innerException: e)
            );
        }
        catch (BakehouseException e)
        {
            throw new UpstreamException(e);
        }
    }

    /// <param name="Manifest">A manifest or an index.</param>
    /// <param name="IsThere">Whether the target has it.</param>
    /// <param name="Missing">Of an index: the entries that the target lacks.</param>
    internal sealed record Node(Manifest Manifest, bool IsThere, IReadOnlyList<Descriptor> Missing);
}
