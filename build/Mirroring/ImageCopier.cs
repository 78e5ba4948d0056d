using System.Collections.Concurrent;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>
/// Copies images from one registry to another, without a daemon (OCI distribution-spec 1.1): manifests byte for byte,
/// indexes whole or as a selection of platforms, blobs as streams that are checked on the way. One copier serves all
/// copies of a run, which may run side by side: what several of them want is moved once. What the target has already
/// is not asked of the upstream, so an interrupted copy goes on where it ended.
/// </summary>
/// <remarks>
/// Everything is written by digest; a name appears or moves by <see cref="TagAsync"/> alone, so that tests can come in
/// between. Errors are those of <see cref="IManifests"/>, and <see cref="UpstreamException"/> where the upstream is to blame;
/// they leave nothing wrong in the target.
/// </remarks>
public sealed class ImageCopier(RegistryClient client) : IDisposable
{
    private readonly BlobCopier _blobs = new(client.Blobs);
    private readonly UpstreamManifests _upstream = new(client.Manifests);
    private readonly TargetManifests _written = new(client.Manifests);
    private readonly ConcurrentDictionary<string, PullBudget> _budgets = new();
    private readonly ConcurrentDictionary<CopyRequest, (ImageCopy Copy, PullAllotment Allotment)> _copies = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>
    /// Says what this run is going to copy, after the HEADs and before the first copy: the pulls that are left are then
    /// spent on the oldest copies first.
    /// </summary>
    /// <param name="requests">All that differs from its upstream.</param>
    /// <param name="stocked">Repositories of the target that have images, and so may have blobs to be mounted.</param>
    public void Announce(IReadOnlyList<CopyRequest> requests, IEnumerable<Reference> stocked)
    {
        _blobs.AddStocked(stocked);
        foreach (var ofUpstream in requests.GroupBy(request => request.Source.Registry))
        {
            var budget = _budgets.GetOrAdd(
                ofUpstream.Key,
                registry => new PullBudget(client.RateLimitOf(registry)?.Remaining)
            );
            var copies = PullBudget
                .Order(ofUpstream)
                .Select(request => new ImageCopy(client.Manifests, _upstream, _written, _blobs, budget, request))
                .ToList();
            var allotment = new PullAllotment(budget, copies);
            foreach (var copy in copies)
                _copies[copy.Request] = (copy, allotment);
        }
    }

    /// <summary>Brings an image into the target's repository, by digest.</summary>
    /// <param name="request">One that was announced; else it is announced by itself.</param>
    /// <param name="progress">Is told how far it is, from any thread and often: once for each part that is sent.</param>
    /// <param name="cancellationToken">Ends it; what has arrived stays, and the next copy does not move it again.</param>
    public async Task<CopyResult> CopyAsync(
        CopyRequest request,
        IProgress<CopyProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        if (!_copies.ContainsKey(request))
            Announce([request], []);
        var (copy, allotment) = _copies[request];
        await allotment.DecideAsync(cancellationToken);
        return await copy.RunAsync(progress, cancellationToken);
    }

    /// <summary>Writes the tag of the request's target: the same bytes that were copied, without reading them again.</summary>
    /// <exception cref="ArgumentException">The copy was left for the next run: there is nothing to tag.</exception>
    public Task TagAsync(CopyResult copy, CancellationToken cancellationToken = default) =>
        copy.IsCopied
            ? client.Manifests.PutAsync(copy.Request.Target, copy.Manifest, cancellationToken)
            : throw new ArgumentException($"{copy.Request.Target} was not copied.", nameof(copy));

    public void Dispose() => _blobs.Dispose();
}
