using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Administration;
using Bakehouse.LocalEcr.Gateway;
using Bakehouse.LocalEcr.Protocol;
using Bakehouse.LocalEcr.Repositories;
using Bakehouse.LocalEcr.Signing;

namespace Bakehouse.LocalEcr;

/// <summary>A local ECR: ECR's and STS's APIs, and the registry, at one address on loopback.</summary>
public sealed class LocalEcrServer : IAsyncDisposable
{
    private const string RegistryPrefix = "/v2/";
    private readonly WebApplication application;

    private LocalEcrServer(WebApplication application) => this.application = application;

    /// <summary>Host and port, as in references.</summary>
    public string Host => new Uri(application.Urls.Single()).Authority;

    /// <summary>Starts it; it answers when this returns.</summary>
    public static async Task<LocalEcrServer> StartAsync(LocalEcrOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Layers are as big as they are, and come as slowly as they come.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.AddServerHeader = false;
        });
        AddServices(builder.Services, options);
        var app = builder.Build();
        AdministrationEndpoint.Map(app);
        app.Map("/v2/{**path}", HandleRegistryAsync);
        app.MapPost("/", HandleApiAsync);
        await app.StartAsync(cancellationToken);
        return new LocalEcrServer(app);
    }

    /// <summary>Waits until the process is told to end.</summary>
    public Task WaitForShutdownAsync() => application.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static void AddServices(IServiceCollection services, LocalEcrOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<Clock>()
            .AddSingleton<AccessKeys>()
            .AddSingleton<RequestVerifier>()
            .AddSingleton<CallGate>()
            .AddSingleton<Registry>()
            .AddSingleton<Scans>()
            .AddSingleton<LifecycleRun>()
            .AddSingleton<AuthorizationTokens>()
            .AddSingleton<Storage>()
            .AddSingleton<GatewayLogin>()
            .AddSingleton<ManifestGateway>()
            .AddSingleton<TagListing>()
            .AddSingleton<RegistryGateway>()
            .AddSingleton<IOperations, RegistryOperations>()
            .AddSingleton<IOperations, RepositoryOperations>()
            .AddSingleton<IOperations, ImageOperations>()
            .AddSingleton<IOperations, ManifestOperations>()
            .AddSingleton<IOperations, ScanOperations>()
            .AddSingleton<IOperations, LifecycleOperations>()
            .AddSingleton<EcrEndpoint>()
            .AddSingleton<StsEndpoint>();

    private static Task HandleRegistryAsync(HttpContext context, RegistryGateway gateway) =>
        gateway.HandleAsync(context, context.Request.Path.Value![RegistryPrefix.Length..]);

    // STS takes forms, ECR takes JSON.
    private static async Task HandleApiAsync(HttpContext context, EcrEndpoint ecr, StsEndpoint sts)
    {
        var request = await ReadAsync(context.Request, context.RequestAborted);
        await (
            context.Request.HasFormContentType ? sts.HandleAsync(context, request) : ecr.HandleAsync(context, request)
        );
    }

    private static async Task<SignedRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return new SignedRequest(
            request.Method,
            request.Path,
            request.QueryString.Value?.TrimStart('?') ?? "",
            request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(),
                header => string.Join(',', [.. header.Value])
            ),
            body.ToArray()
        );
    }
}
