using System.Net;
using System.Net.Http.Headers;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>
/// The registry behind: it has the blobs, and the manifests by their digests. What a tag stands for is known here alone.
/// </summary>
internal sealed class Storage(LocalEcrOptions options) : IDisposable
{
    // A registry hands out OCI manifests only to those who say that they understand them.
    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Uri AddressOf(string path) => new(options.Storage, $"/v2/{path}");

    /// <summary>Hands a request on, and its answer back; both are streamed.</summary>
    /// <param name="context">The request.</param>
    /// <param name="pathAndQuery">Where to, behind <c>/v2/</c>.</param>
    public async Task ForwardAsync(HttpContext context, string pathAndQuery)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), AddressOf(pathAndQuery));
        // The registry makes addresses for further requests from the name that it was called by.
        request.Headers.Host = context.Request.Host.Value;
        if (context.Request.ContentLength is not 0 && HasBody(context.Request))
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.ContentLength = context.Request.ContentLength;
            Copy(context.Request.Headers, request.Content.Headers, "Content-Type", "Content-Range");
        }

        Copy(context.Request.Headers, request.Headers, "Range");
        using var answer = await http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            context.RequestAborted
        );
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Date"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    /// <summary>Whether a repository has a blob.</summary>
    public async Task<bool> HasBlobAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, AddressOf($"{repository}/blobs/{digest}"));
        using var answer = await http.SendAsync(request, cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Reads the bytes of a manifest.</summary>
    public async Task<byte[]> GetManifestAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf($"{repository}/manifests/{digest}"));
        foreach (var type in ManifestTypes)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>Writes a manifest under its digest.</summary>
    /// <returns>The registry's answer; it refuses manifests whose blobs are missing.</returns>
    public async Task<(HttpStatusCode Status, string Body)> PutManifestAsync(
        string repository,
        string digest,
        string mediaType,
        byte[] manifest,
        CancellationToken cancellationToken
    )
    {
        using var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        using var answer = await http.PutAsync(
            AddressOf($"{repository}/manifests/{digest}"),
            content,
            cancellationToken
        );
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => http.Dispose();

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    private static void Copy(IHeaderDictionary from, HttpHeaders to, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (from.TryGetValue(name, out var values))
            {
                to.TryAddWithoutValidation(name, values.ToArray());
            }
        }
    }
}
