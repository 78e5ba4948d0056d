namespace Bakehouse.Adapters.Registry;

/// <summary>
/// A client for all registries that speak the OCI distribution protocol (distribution-spec 1.1), without a daemon.
/// References name the registry; connections, tokens and what is known of limits are shared by all calls, which may
/// run side by side. A blob that is being read holds one of the 16 connections to its registry.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    /// <summary>Above the 4 MiB that a manifest may have (distribution-spec 1.1, "Pushing manifests").</summary>
    private const int LargestBody = 8 << 20;
    private const int MostConnections = 16;

    private readonly HttpClient _http;
    private readonly ObservingHandler _observer;

    public RegistryClient(ICredentialStore credentials)
        : this(credentials, Wire(), TimeProvider.System, Patience.Default) { }

    internal RegistryClient(ICredentialStore credentials, HttpMessageHandler wire, TimeProvider time, Patience patience)
    {
        _observer = new ObservingHandler(Requests, wire);
        _http = new HttpClient(new AuthenticationHandler(credentials, time, new RedirectHandler(_observer)))
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestBody,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("bakehouse");
        var transport = new RegistryTransport(_http, RetryPolicy.Create(time), patience);
        Manifests = new Manifests(transport);
        Tags = new Tags(transport);
        Blobs = new Blobs(transport);
        Referrers = new Referrers(transport, Manifests);
    }

    public IManifests Manifests { get; }

    public ITags Tags { get; }

    public IBlobs Blobs { get; }

    public IReferrers Referrers { get; }

    /// <summary>What has been sent so far.</summary>
    public RequestCounter Requests { get; } = new();

    /// <summary>What a registry last said of its pull limit, or null: most have none.</summary>
    public RateLimit? RateLimitOf(string registry) => _observer.LimitOf(registry);

    public void Dispose() => _http.Dispose();

    /// <summary>Connections as they are made where nothing is put in their place.</summary>
    internal static SocketsHttpHandler Wire() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new LoopbackProxy(HttpClient.DefaultProxy),
            MaxConnectionsPerServer = MostConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
}
