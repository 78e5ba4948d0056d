using System.Net;
using System.Text.Json;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

internal sealed class Tags(RegistryTransport transport) : ITags
{
    private const int PageSize = 1000;

    public async Task<IReadOnlyList<string>> ListAsync(
        Reference repository,
        CancellationToken cancellationToken = default
    )
    {
        var call = new RegistryCall(
            repository.Registry,
            repository.Repository,
            RequestKind.Tags,
            RegistryCall.Pull(repository.Repository)
        );
        var tags = new List<string>();
        var pages = new HashSet<Uri>();
        for (Uri? page = FirstPage(repository); page is not null && pages.Add(page); )
        {
            var here = page;
            using var response = await transport.SendAsync(
                call,
                () => new HttpRequestMessage(HttpMethod.Get, here),
                cancellationToken
            );
            if (response.StatusCode == HttpStatusCode.NotFound)
                return [];
            if (!response.IsSuccessStatusCode)
                throw await RegistryErrors.OfAsync(response, call, cancellationToken);
            tags.AddRange(await ReadAsync(response, repository, cancellationToken));
            page = LinkHeader.Next(response, here);
        }
        return tags;
    }

    public async Task<TagDeletion> DeleteAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        var tag = reference.Tag ?? throw new ArgumentException($"{reference} has no tag to delete.", nameof(reference));
        var call = new RegistryCall(
            reference.Registry,
            reference.Repository,
            RequestKind.Tags,
            RegistryCall.Delete(reference.Repository)
        );
        using var response = await transport.SendAsync(
            call,
            () => new HttpRequestMessage(HttpMethod.Delete, Manifests.Uri(reference, tag)),
            cancellationToken
        );
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => TagDeletion.NotFound,
            HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed => TagDeletion.Unsupported,
            _ when response.IsSuccessStatusCode => TagDeletion.Deleted,
            _ => throw await RegistryErrors.OfAsync(response, call, cancellationToken),
        };
    }

    private static Uri FirstPage(Reference repository) =>
        new(RegistryEndpoint.Of(repository.Registry), $"v2/{repository.Repository}/tags/list?n={PageSize}");

    private static async Task<IReadOnlyList<string>> ReadAsync(
        HttpResponseMessage response,
        Reference repository,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return JsonSerializer.Deserialize(body, RegistryJson.Default.TagList)?.Tags ?? [];
        }
        catch (JsonException e)
        {
            throw new RegistryException(
                $"{repository.Registry} sent no list of tags for {repository.Repository}.",
                response.StatusCode,
                innerException: e
            );
        }
    }
}
