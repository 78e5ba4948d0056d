using Polly;

namespace Bakehouse.Adapters.Registry;

/// <summary>Sends requests to registries, again where that may help, and tells a dead registry from a broken one.</summary>
internal sealed class RegistryTransport(HttpClient client, ResiliencePipeline<HttpResponseMessage> retry)
{
    /// <summary>Sends a request with retries; the answer's body is in memory, and bounded.</summary>
    public Task<HttpResponseMessage> SendAsync(
        RegistryCall call,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken
    ) =>
        RetryAsync(
            call,
            token => SendOnceAsync(call, request(), HttpCompletionOption.ResponseContentRead, token),
            cancellationToken
        );

    /// <summary>As <see cref="SendAsync"/>, but the answer's body is left to be streamed.</summary>
    public Task<HttpResponseMessage> OpenAsync(
        RegistryCall call,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken
    ) =>
        RetryAsync(
            call,
            token => SendOnceAsync(call, request(), HttpCompletionOption.ResponseHeadersRead, token),
            cancellationToken
        );

    /// <summary>One attempt, for what is retried as a whole by <see cref="RetryAsync"/>.</summary>
    public async Task<HttpResponseMessage> SendOnceAsync(
        RegistryCall call,
        HttpRequestMessage request,
        HttpCompletionOption completion,
        CancellationToken cancellationToken
    )
    {
        call.AttachTo(request);
        using (request)
            return await client.SendAsync(request, completion, cancellationToken);
    }

    public async Task<HttpResponseMessage> RetryAsync(
        RegistryCall call,
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await retry.ExecuteAsync(async token => await attempt(token), cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw RegistryErrors.Unreachable(call, e);
        }
    }
}
