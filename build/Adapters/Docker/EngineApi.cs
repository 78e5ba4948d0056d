using System.Net;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Speaks to an engine at a Unix socket without docker's command, which takes ten times as long to start as the engine to
/// answer (Docker Engine API, in the version that the engine speaks). Docker's command knows of contexts, of other hosts and of
/// what is wrong: it does what this can't.
/// </summary>
public sealed class EngineApi(ChildEnvironment environment) : IDisposable
{
    private const string Scheme = "unix://";
    private readonly Lock made = new();
    private (string Path, HttpClient Client)? engine;

    /// <summary>Whether an engine answers at a socket that <c>DOCKER_HOST</c> names.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, EngineSocket.Ping, cancellationToken);
        return answer is { IsSuccessStatusCode: true };
    }

    /// <summary>Gives an image another name.</summary>
    /// <returns>False where it could not, for whatever reason.</returns>
    public async Task<bool> TryTagAsync(string image, string name, CancellationToken cancellationToken)
    {
        var colon = name.LastIndexOf(':');
        var query = $"repo={Uri.EscapeDataString(name[..colon])}&tag={Uri.EscapeDataString(name[(colon + 1)..])}";
        var address = $"{EngineSocket.Address}/images/{image}/tag?{query}";
        using var answer = await AskAsync(HttpMethod.Post, address, cancellationToken);
        return answer is { IsSuccessStatusCode: true };
    }

    /// <summary>Takes a name from an image, and the image away with its last one. That there is no such name is no failure.</summary>
    /// <returns>False where it could not, for whatever reason.</returns>
    public async Task<bool> TryRemoveAsync(string name, CancellationToken cancellationToken)
    {
        var address = $"{EngineSocket.Address}/images/{name}?force=true";
        using var answer = await AskAsync(HttpMethod.Delete, address, cancellationToken);
        return answer is { IsSuccessStatusCode: true } or { StatusCode: HttpStatusCode.NotFound };
    }

    /// <summary>How an image was made, as a JSON array from its top down.</summary>
    /// <returns>Null where it could not be asked, for whatever reason.</returns>
    public Task<string?> FindHistoryAsync(string image, CancellationToken cancellationToken) =>
        ReadAsync($"{EngineSocket.Address}/images/{image}/history", cancellationToken);

    /// <summary>What the engine knows of an image, as a JSON object.</summary>
    /// <returns>Null where there is none, or it could not be asked, for whatever reason.</returns>
    public Task<string?> FindImageAsync(string image, CancellationToken cancellationToken) =>
        ReadAsync($"{EngineSocket.Address}/images/{image}/json", cancellationToken);

    public void Dispose() => engine?.Client.Dispose();

    private async Task<string?> ReadAsync(string address, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, address, cancellationToken);
        return answer is { IsSuccessStatusCode: true }
            ? await answer.Content.ReadAsStringAsync(cancellationToken)
            : null;
    }

    private async Task<HttpResponseMessage?> AskAsync(
        HttpMethod method,
        string address,
        CancellationToken cancellationToken
    )
    {
        if (
            environment.GetVariable("DOCKER_HOST") is not { } host
            || !host.StartsWith(Scheme, StringComparison.Ordinal)
        )
        {
            return null;
        }

        try
        {
            using var request = new HttpRequestMessage(method, new Uri(address));
            return await ClientOf(host[Scheme.Length..]).SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // The sandbox names its engine while the program runs. One that is busy is waited for, as docker waits.
    private HttpClient ClientOf(string path)
    {
        lock (made)
        {
            if (engine is not { } known || known.Path != path)
            {
                engine?.Client.Dispose();
                var client = new HttpClient(EngineSocket.HandlerOf(path)) { Timeout = Timeout.InfiniteTimeSpan };
                engine = known = (path, client);
            }

            return known.Client;
        }
    }
}
