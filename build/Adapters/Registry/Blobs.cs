using System.Net;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

internal sealed class Blobs(RegistryTransport transport) : IBlobs
{
    public async Task<bool> ExistsAsync(
        Reference repository,
        Digest digest,
        CancellationToken cancellationToken = default
    )
    {
        var call = Call(repository, RequestKind.Blob, RegistryCall.Pull(repository.Repository));
        using var response = await transport.SendAsync(
            call,
            () => new HttpRequestMessage(HttpMethod.Head, Address(repository, $"blobs/{digest}")),
            cancellationToken
        );
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => false,
            _ when response.IsSuccessStatusCode => true,
            _ => throw await RegistryErrors.OfAsync(response, call, cancellationToken),
        };
    }

    public async Task<Stream> OpenReadAsync(
        Reference repository,
        Descriptor blob,
        CancellationToken cancellationToken = default
    )
    {
        var call = Call(repository, RequestKind.Blob, RegistryCall.Pull(repository.Repository));
        var response = await transport.OpenAsync(
            call,
            () => new HttpRequestMessage(HttpMethod.Get, Address(repository, $"blobs/{blob.Digest}")),
            cancellationToken
        );
        try
        {
            if (!response.IsSuccessStatusCode)
                throw await RegistryErrors.OfAsync(response, call, cancellationToken);
            var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            return new VerifyingStream(content, blob, repository.Name.ToString(), transport.Patience, response);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public async Task UploadAsync(
        Reference repository,
        Descriptor blob,
        Func<CancellationToken, Task<Stream>> open,
        Uri? upload = null,
        CancellationToken cancellationToken = default
    )
    {
        var call = Call(repository, RequestKind.Upload, RegistryCall.Push(repository.Repository));
        // An upload that broke off can't be taken up again in one piece: each further attempt opens another.
        using var response = await transport.RetryAsync(
            call,
            async token =>
            {
                var location = Interlocked.Exchange(ref upload, null);
                if (location is null)
                {
                    var opened = await transport.SendOnceAsync(
                        call,
                        () => new HttpRequestMessage(HttpMethod.Post, Address(repository, "blobs/uploads/")),
                        token
                    );
                    if (opened.StatusCode != HttpStatusCode.Accepted)
                        return opened;
                    using (opened)
                        location = Location(opened, repository);
                }
                return await transport.SendOnceAsync(
                    call,
                    () =>
                        new HttpRequestMessage(HttpMethod.Put, With(location, blob.Digest))
                        {
                            Content = new BlobContent(blob.Size, open),
                        },
                    token
                );
            },
            cancellationToken
        );
        if (response.StatusCode != HttpStatusCode.Created)
            throw await RegistryErrors.OfAsync(response, call, cancellationToken);
    }

    public async Task<MountResult> MountAsync(
        Reference repository,
        Digest digest,
        string fromRepository,
        CancellationToken cancellationToken = default
    )
    {
        var call = Call(
            repository,
            RequestKind.Upload,
            RegistryCall.Push(repository.Repository),
            RegistryCall.Pull(fromRepository)
        );
        var query = $"?mount={Uri.EscapeDataString(digest.ToString())}&from={Uri.EscapeDataString(fromRepository)}";
        using var response = await transport.SendAsync(
            call,
            () => new HttpRequestMessage(HttpMethod.Post, Address(repository, $"blobs/uploads/{query}")),
            cancellationToken
        );
        return response.StatusCode switch
        {
            HttpStatusCode.Created => new MountResult(Upload: null),
            HttpStatusCode.Accepted => new MountResult(Location(response, repository)),
            _ => throw await RegistryErrors.OfAsync(response, call, cancellationToken),
        };
    }

    private static Uri Address(Reference repository, string path) =>
        new(RegistryEndpoint.Of(repository.Registry), $"v2/{repository.Repository}/{path}");

    private static RegistryCall Call(Reference repository, RequestKind kind, params IReadOnlyList<string> scopes) =>
        new(repository.Registry, repository.Repository, kind, scopes);

    private static Uri Location(HttpResponseMessage response, Reference repository) =>
        response.Headers.Location is { } location
            ? new Uri(RegistryEndpoint.Of(repository.Registry), location)
            : throw new RegistryException($"{repository.Registry} opened an upload and did not say where.");

    private static Uri With(Uri location, Digest digest) =>
        new(
            $"{location.AbsoluteUri}{(location.Query.Length > 0 ? '&' : '?')}digest={Uri.EscapeDataString(digest.ToString())}"
        );
}
