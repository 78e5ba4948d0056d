using System.Collections.Concurrent;

namespace Bakehouse.Adapters.Registry;

/// <summary>Counts the requests that really went out, retries, redirects and tokens too.</summary>
public sealed class RequestCounter
{
    private readonly ConcurrentDictionary<(string Method, string Registry, RequestKind Kind), int> _counts = new();

    /// <summary>GETs of manifests: what Docker Hub counts against its limit.</summary>
    public int Pulls(string registry) => Count(HttpMethod.Get, registry, RequestKind.Manifest);

    public int Count(HttpMethod method, string registry, RequestKind kind) =>
        _counts.GetValueOrDefault((method.Method, registry, kind));

    public int Total => _counts.Values.Sum();

    internal void Add(HttpMethod method, string registry, RequestKind kind) =>
        _counts.AddOrUpdate((method.Method, registry, kind), 1, (_, count) => count + 1);
}
