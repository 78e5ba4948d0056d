using System.Collections.Concurrent;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>Writes manifests by digest, each once in a run however many tags of a repository stand on it.</summary>
internal sealed class TargetManifests(IManifests manifests)
{
    private readonly ConcurrentDictionary<Reference, Lazy<Task>> _writes = new();

    /// <param name="pinned">A reference with the manifest's digest.</param>
    /// <param name="manifest">What it refers to is there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task PutAsync(Reference pinned, Manifest manifest, CancellationToken cancellationToken) =>
        _writes
            .GetOrAdd(pinned, _ => new(() => manifests.PutAsync(pinned, manifest, cancellationToken)))
            .Value.WaitAsync(cancellationToken);
}
