using System.Collections.Concurrent;

namespace Bakehouse.Adapters.Registry;

/// <summary>Next to the wire: counts what goes out, and keeps what each registry last said of its limit.</summary>
internal sealed class ObservingHandler(RequestCounter requests, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentDictionary<string, RateLimit> _limits = new();

    public RateLimit? LimitOf(string registry) => _limits.GetValueOrDefault(registry);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var call = RegistryCall.Of(request);
        requests.Add(request.Method, call.Registry, call.Kind);
        var response = await base.SendAsync(request, cancellationToken);
        if (RateLimit.From(response.Headers) is { } limit)
            _limits[call.Registry] = limit;
        return response;
    }
}
