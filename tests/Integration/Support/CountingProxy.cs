using System.Collections.Concurrent;
using System.Net;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>Stands in front of the registry, hands every request on, and keeps what was asked. It can have a pull limit.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly HttpListener listener = Listening.On(IPAddress.Loopback);
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Task serving;

    public CountingProxy()
    {
        Host = new Uri(listener.Prefixes.Single()).Authority;
        serving = ServeAsync();
    }

    /// <summary>Host and port, as in references.</summary>
    public string Host { get; }

    /// <summary>The pulls that it says are left, as Docker Hub does in its answers on manifests; nothing where null.</summary>
    public int? Remaining { get; set; }

    /// <summary>Method and path of each request: <c>HEAD /v2/…</c>.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        http.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        while (true)
        {
            try
            {
                answers.Add(AnswerAsync(await listener.GetContextAsync()));
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                await Task.WhenAll(answers);
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        requests.Enqueue($"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}");
        try
        {
            await HandOnAsync(context);
        }
        catch (Exception exception)
            when (exception is IOException or HttpListenerException or HttpRequestException or ObjectDisposedException)
        {
            // One of the two has gone in the middle of it: a run that was killed, or the end of the test.
            context.Response.Abort();
        }
    }

    private async Task HandOnAsync(HttpListenerContext context)
    {
        var asked = context.Request;
        using var request = new HttpRequestMessage(
            new HttpMethod(asked.HttpMethod),
            $"http://{SandboxUnderTest.Registry}{asked.Url!.PathAndQuery}"
        );
        request.Headers.Host = Host;
        request.Headers.TryAddWithoutValidation("Accept", asked.Headers.GetValues("Accept") ?? []);
        if (asked.HasEntityBody)
        {
            request.Content = new StreamContent(asked.InputStream);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", asked.ContentType);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is "Content-Length")
            {
                context.Response.ContentLength64 = response.Content.Headers.ContentLength!.Value;
            }
            else if (name is not "Transfer-Encoding")
            {
                context.Response.Headers[name] = string.Join(", ", values);
            }
        }

        if (Remaining is { } remaining)
        {
            context.Response.Headers["RateLimit-Limit"] = "100;w=21600";
            context.Response.Headers["RateLimit-Remaining"] = $"{remaining};w=21600";
        }

        if (asked.HttpMethod != "HEAD")
        {
            await response.Content.CopyToAsync(context.Response.OutputStream);
        }

        context.Response.Close();
    }
}
