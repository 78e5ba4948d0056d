using System.Net;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Follows a registry to where its storage is. The platform's own redirection would put the new address into the
/// request, and a retry would then send credentials there. They go no further than the registry here.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        var here = request.RequestUri!;
        for (var redirects = 0; redirects < MostRedirects && Target(response, here) is { } target; redirects++)
        {
            response.Dispose();
            using var follow = Copy(request, target);
            response = await base.SendAsync(follow, cancellationToken);
            here = target;
        }
        return response;
    }

    private static Uri? Target(HttpResponseMessage response, Uri here)
    {
        var method = response.RequestMessage?.Method;
        if (
            (method != HttpMethod.Get && method != HttpMethod.Head)
            || response.Headers.Location is not { } location
            || response.StatusCode
                is not (
                    HttpStatusCode.MovedPermanently
                    or HttpStatusCode.Found
                    or HttpStatusCode.SeeOther
                    or HttpStatusCode.TemporaryRedirect
                    or HttpStatusCode.PermanentRedirect
                )
        )
            return null;
        var target = new Uri(here, location);
        return here.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps ? null : target;
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request, Uri target)
    {
        var copy = new HttpRequestMessage(request.Method, target);
        foreach (var header in request.Headers)
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        if (!RegistryEndpoint.IsSameServer(request.RequestUri!, target))
            copy.Headers.Authorization = null;
        RegistryCall.Of(request).AttachTo(copy);
        return copy;
    }
}
