using System.Net;
using Polly;

namespace Bakehouse.Adapters.Registry;

/// <summary>Sends requests to registries, again where that may help, and tells a dead registry from a broken one.</summary>
internal sealed class RegistryTransport(
    HttpClient client,
    ResiliencePipeline<HttpResponseMessage> retry,
    Patience patience
)
{
    public Patience Patience { get; } = patience;

    /// <summary>Sends a request with retries; the answer's body is in memory, and bounded.</summary>
    public Task<HttpResponseMessage> SendAsync(
        RegistryCall call,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken
    ) => RetryAsync(call, token => SendOnceAsync(call, request, token), cancellationToken);

    /// <summary>As <see cref="SendAsync"/>, but the answer's body is left to be streamed.</summary>
    public Task<HttpResponseMessage> OpenAsync(
        RegistryCall call,
        Func<HttpRequestMessage> request,
        CancellationToken cancellationToken
    ) =>
        RetryAsync(
            call,
            token => SendOnceAsync(call, request, token, HttpCompletionOption.ResponseHeadersRead),
            cancellationToken
        );

    /// <summary>One attempt, for what is retried as a whole by <see cref="RetryAsync"/>.</summary>
    public async Task<HttpResponseMessage> SendOnceAsync(
        RegistryCall call,
        Func<HttpRequestMessage> make,
        CancellationToken cancellationToken,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead
    )
    {
        using var request = make();
        call.AttachTo(request);
        return await Patience.SendAsync(
            request,
            token => client.SendAsync(request, completion, token),
            cancellationToken
        );
    }

    public async Task<HttpResponseMessage> RetryAsync(
        RegistryCall call,
        Func<CancellationToken, Task<HttpResponseMessage>> attempt,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await retry.ExecuteAsync(
                async token => await BelievingDigestsAsync(call, await attempt(token), token),
                cancellationToken
            );
        }
        catch (HttpRequestException e)
        {
            throw RegistryErrors.Unreachable(call, e);
        }
    }

    /// <summary>
    /// Digests are right when they are sent. A registry that finds one invalid has not got what was sent; or it is
    /// distribution 2.8 on a file system, which writes its links in place: who refers to a manifest at the moment when
    /// somebody writes the same one is told that. Of a tag that is to be deleted it says the same, and there it is true:
    /// that registry deletes by digest only.
    /// </summary>
    private static async Task<HttpResponseMessage> BelievingDigestsAsync(
        RegistryCall call,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (
            response.StatusCode != HttpStatusCode.BadRequest
            || response.RequestMessage?.Method == HttpMethod.Delete
            || await RegistryErrors.OfAsync(response, call, cancellationToken)
                is not RegistryException { Code: RegistryErrors.DigestInvalid } error
        )
            return response;
        response.Dispose();
        throw error;
    }
}
