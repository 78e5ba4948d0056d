using System.Collections.Concurrent;
using System.Text;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.UnitTests.Facts;

/// <summary>
/// A registry in memory that keeps every request, so that a test can say which ones there may be: <c>HEAD a/b:tag</c>,
/// <c>GET …</c>, <c>PUT …</c>.
/// </summary>
internal sealed class FakeRegistry : IManifests
{
    private readonly ConcurrentDictionary<string, Manifest> manifests = new();
    private readonly ConcurrentQueue<string> requests = [];

    /// <summary>Called with each request, before it is answered.</summary>
    public Action<string> OnRequest { get; set; } = _ => { };

    public IReadOnlyList<string> Requests => [.. requests];

    public Digest this[string reference] => manifests[reference].Digest;

    /// <summary>The tags that a repository has.</summary>
    public IEnumerable<string> TagsOf(string repository) =>
        manifests
            .Keys.Where(key => key.StartsWith($"{repository}:", StringComparison.Ordinal))
            .Select(key => key[(repository.Length + 1)..]);

    /// <summary>Puts an image under a name, and says its digest.</summary>
    public Digest Put(string reference, string content)
    {
        var manifest = new Manifest(MediaTypes.OciManifest, Encoding.UTF8.GetBytes(content));
        Store(Reference.Parse(reference), manifest);
        return manifest.Digest;
    }

    public Task<Descriptor?> HeadAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        Ask("HEAD", reference);
        return Task.FromResult(manifests.GetValueOrDefault(reference.ToString())?.Descriptor);
    }

    public Task<Manifest?> GetAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        Ask("GET", reference);
        return Task.FromResult(manifests.GetValueOrDefault(reference.ToString()));
    }

    public Task PutAsync(Reference reference, Manifest manifest, CancellationToken cancellationToken = default)
    {
        Ask("PUT", reference);
        Store(reference, manifest);
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(Reference reference, CancellationToken cancellationToken = default) =>
        throw new AssertionException($"Nothing is to be deleted: {reference}");

    private void Store(Reference reference, Manifest manifest)
    {
        manifests[reference.ToString()] = manifest;
        manifests[reference.Name.WithDigest(manifest.Digest).ToString()] = manifest;
    }

    private void Ask(string verb, Reference reference)
    {
        var request = $"{verb} {reference}";
        requests.Enqueue(request);
        OnRequest(request);
    }
}
