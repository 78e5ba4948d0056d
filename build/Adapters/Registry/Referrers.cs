using System.Net;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

internal sealed class Referrers(RegistryTransport transport, IManifests manifests) : IReferrers
{
    public async Task<IReadOnlyList<Descriptor>> ListAsync(
        Reference reference,
        CancellationToken cancellationToken = default
    )
    {
        var digest =
            reference.Digest
            ?? throw new ArgumentException($"{reference} has no digest to refer to.", nameof(reference));
        var call = new RegistryCall(
            reference.Registry,
            reference.Repository,
            RequestKind.Referrers,
            RegistryCall.Pull(reference.Repository)
        );
        var found = new List<Descriptor>();
        var pages = new HashSet<Uri>();
        for (Uri? page = FirstPage(reference, digest); page is not null && pages.Add(page); )
        {
            var here = page;
            using var response = await transport.SendAsync(
                call,
                () => new HttpRequestMessage(HttpMethod.Get, here),
                cancellationToken
            );
            if (response.StatusCode == HttpStatusCode.NotFound)
                return await ListByTagAsync(reference, digest, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await RegistryErrors.OfAsync(response, call, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            found.AddRange(new Manifest(MediaTypes.OciIndex, body).ReadIndex().Manifests);
            page = LinkHeader.Next(response, here);
        }
        return found;
    }

    private async Task<IReadOnlyList<Descriptor>> ListByTagAsync(
        Reference reference,
        Digest digest,
        CancellationToken cancellationToken
    )
    {
        var index = await manifests.GetAsync(reference.WithTag($"sha256-{digest.Hex}"), cancellationToken);
        return index is { IsIndex: true } ? index.ReadIndex().Manifests : [];
    }

    private static Uri FirstPage(Reference reference, Digest digest) =>
        new(RegistryEndpoint.Of(reference.Registry), $"v2/{reference.Repository}/referrers/{digest}");
}
