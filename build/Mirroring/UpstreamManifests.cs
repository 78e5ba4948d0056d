using System.Collections.Concurrent;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>Reads manifests from upstreams, each once in a run however many tags and repositories want it.</summary>
internal sealed class UpstreamManifests(IManifests manifests)
{
    private readonly ConcurrentDictionary<(string Registry, Digest Digest), Lazy<Task<Manifest>>> _pulls = new();

    /// <param name="pinned">A reference with a digest.</param>
    /// <param name="claim">Where the pull is taken from, unless somebody else has made it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PullLimitException">The upstream refuses for now.</exception>
    /// <exception cref="UpstreamException">It is not there any more, not what its digest says, or not given away.</exception>
    public Task<Manifest> PullAsync(Reference pinned, PullClaim claim, CancellationToken cancellationToken) =>
        _pulls
            .GetOrAdd((pinned.Registry, pinned.Digest!), _ => new(() => GetAsync(pinned, claim, cancellationToken)))
            .Value.WaitAsync(cancellationToken);

    private async Task<Manifest> GetAsync(Reference pinned, PullClaim claim, CancellationToken cancellationToken)
    {
        claim.Spend();
        try
        {
            return await manifests.GetAsync(pinned, cancellationToken)
                ?? throw new RegistryException($"{pinned} is not there any more.");
        }
        catch (Exception e) when (PullLimitException.IsBehind(e))
        {
            claim.Exhaust();
            throw new PullLimitException(e);
        }
        catch (Exception e) when (e is BakehouseException or RegistryException)
        {
            throw new UpstreamException(e);
        }
    }
}
