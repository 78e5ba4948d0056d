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
    public Task<bool> AnswersAsync(CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Get, EngineSocket.Ping, cancellationToken);

    /// <summary>Gives an image another name.</summary>
    /// <returns>False where it could not, for whatever reason.</returns>
    public Task<bool> TryTagAsync(string image, string name, CancellationToken cancellationToken)
    {
        var colon = name.LastIndexOf(':');
        var query = $"repo={Uri.EscapeDataString(name[..colon])}&tag={Uri.EscapeDataString(name[(colon + 1)..])}";
        return TryAsync(HttpMethod.Post, $"{EngineSocket.Address}/images/{image}/tag?{query}", cancellationToken);
    }

    public void Dispose() => engine?.Client.Dispose();

    private async Task<bool> TryAsync(HttpMethod method, string address, CancellationToken cancellationToken)
    {
        if (
            environment.GetVariable("DOCKER_HOST") is not { } host
            || !host.StartsWith(Scheme, StringComparison.Ordinal)
        )
        {
            return false;
        }

        try
        {
            using var request = new HttpRequestMessage(method, new Uri(address));
            using var answer = await ClientOf(host[Scheme.Length..]).SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
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
