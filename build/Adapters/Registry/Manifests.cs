using System.Net;
using System.Net.Http.Headers;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

internal sealed class Manifests(RegistryTransport transport) : IManifests
{
    /// <summary>What ECR answers to a put on a tag that never moves, also to one of what stands there.</summary>
    private const string TagInvalid = "TAG_INVALID";
    private const string DigestHeader = "Docker-Content-Digest";

    public async Task<Descriptor?> HeadAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        var call = Call(reference, RegistryCall.Pull(reference.Repository));
        using var response = await transport.SendAsync(call, () => Read(HttpMethod.Head, reference), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        // Only the answer to a GET has the room to say which right is missing.
        if (response.StatusCode == HttpStatusCode.Forbidden)
            return (await GetAsync(reference, cancellationToken))?.Descriptor;
        if (!response.IsSuccessStatusCode)
            throw await RegistryErrors.OfAsync(response, call, cancellationToken);

        var headers = response.Content.Headers;
        if (
            ServedDigest(response, reference) is not { } digest
            || headers.ContentType?.MediaType is not { } mediaType
            || headers.ContentLength is not { } size
        )
            return (await GetAsync(reference, cancellationToken))?.Descriptor;
        if (reference.Digest is { } asked && asked != digest)
            throw new RegistryException($"{reference.Registry} answered with {digest} where {asked} was asked for.");
        return new Descriptor(mediaType, digest, size);
    }

    public async Task<Manifest?> GetAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        var call = Call(reference, RegistryCall.Pull(reference.Repository));
        using var response = await transport.SendAsync(call, () => Read(HttpMethod.Get, reference), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (!response.IsSuccessStatusCode)
            throw await RegistryErrors.OfAsync(response, call, cancellationToken);

        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var mediaType =
            response.Content.Headers.ContentType?.MediaType is { } served && MediaTypes.Manifests.Contains(served)
                ? served
                : Manifest.MediaTypeInside(bytes)
                    ?? throw new RegistryException(
                        $"{reference} is served as no kind of manifest that Bakehouse knows."
                    );
        var manifest = new Manifest(mediaType, bytes);
        if ((reference.Digest ?? ServedDigest(response, reference)) is { } expected && expected != manifest.Digest)
            throw new RegistryException($"{reference} has the digest {manifest.Digest} where {expected} was promised.");
        return manifest;
    }

    public async Task PutAsync(Reference reference, Manifest manifest, CancellationToken cancellationToken = default)
    {
        if (reference.Digest is { } promised && promised != manifest.Digest)
            throw new ArgumentException($"{reference} can't hold {manifest.Digest}.", nameof(manifest));
        var call = Call(reference, RegistryCall.Push(reference.Repository));
        using var response = await transport.SendAsync(
            call,
            () =>
                new HttpRequestMessage(HttpMethod.Put, Uri(reference, reference.Tag ?? manifest.Digest.ToString()))
                {
                    Content = new ReadOnlyMemoryContent(manifest.Bytes)
                    {
                        Headers = { ContentType = new MediaTypeHeaderValue(manifest.MediaType) },
                    },
                },
            cancellationToken
        );
        if (!response.IsSuccessStatusCode)
        {
            var error = await RegistryErrors.OfAsync(response, call, cancellationToken);
            if (error is not RegistryException { Code: TagInvalid } || reference.Tag is null)
                throw error;
            await RequireSameAsync(reference, manifest, error, cancellationToken);
            return;
        }
        if (ServedDigest(response, reference) is { } stored && stored != manifest.Digest)
            throw new RegistryException($"{reference.Registry} has stored {stored} where {manifest.Digest} was sent.");
    }

    public async Task<bool> DeleteAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        var digest =
            reference.Digest
            ?? throw new ArgumentException($"{reference} has no digest to delete by.", nameof(reference));
        var call = Call(reference, RegistryCall.Delete(reference.Repository));
        using var response = await transport.SendAsync(
            call,
            () => new HttpRequestMessage(HttpMethod.Delete, Uri(reference, digest.ToString())),
            cancellationToken
        );
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        return response.IsSuccessStatusCode
            ? true
            : throw await RegistryErrors.OfAsync(response, call, cancellationToken);
    }

    private async Task RequireSameAsync(
        Reference reference,
        Manifest manifest,
        Exception error,
        CancellationToken cancellationToken
    )
    {
        var tag = new Reference(reference.Registry, reference.Repository, reference.Tag, null);
        if ((await HeadAsync(tag, cancellationToken))?.Digest is not { } there)
            throw error;
        if (there != manifest.Digest)
            throw new BakehouseException(
                $"{tag} never moves: it is {there} already, and cannot become {manifest.Digest}.",
                "Raise the version in the file VERSION, or remove the tag from the registry.",
                error
            );
    }

    /// <summary>The address of a manifest under a tag or a digest.</summary>
    internal static Uri Uri(Reference reference, string name) =>
        new(RegistryEndpoint.Of(reference.Registry), $"v2/{reference.Repository}/manifests/{name}");

    private static HttpRequestMessage Read(HttpMethod method, Reference reference)
    {
        var name =
            reference.Digest?.ToString()
            ?? reference.Tag
            ?? throw new ArgumentException($"{reference} has neither a tag nor a digest.", nameof(reference));
        var request = new HttpRequestMessage(method, Uri(reference, name));
        foreach (var mediaType in MediaTypes.Manifests)
            request.Headers.Accept.ParseAdd(mediaType);
        return request;
    }

    private static RegistryCall Call(Reference reference, string scope) =>
        new(reference.Registry, reference.Repository, RequestKind.Manifest, scope);

    private static Digest? ServedDigest(HttpResponseMessage response, Reference reference)
    {
        if (!response.Headers.TryGetValues(DigestHeader, out var values))
            return null;
        return Digest.TryParse(values.First(), out var digest, out var problem)
            ? digest
            : throw new RegistryException(
                $"{reference.Registry} sent a bad {DigestHeader} for {reference}: {problem}."
            );
    }
}
