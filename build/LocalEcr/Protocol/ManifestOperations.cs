using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Gateway;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Manifests by way of the API, with which an image gets a further tag without a client of the registry.</summary>
internal sealed class ManifestOperations(Registry registry, Storage storage, ManifestGateway manifests) : IOperations
{
    public IReadOnlyDictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> Operations =>
        new OperationTable { { "BatchGetImage", BatchGetAsync }, { "PutImage", PutAsync } };

    private async Task<JsonObject> BatchGetAsync(EcrRequest request, CancellationToken cancellationToken)
    {
        var repository = registry.Get(request.Required("repositoryName"));
        var (images, failures) = (new JsonArray(), new JsonArray());
        foreach (var id in request.ImageIds)
        {
            if (repository.Find(id) is { } image)
            {
                var manifest = await storage.GetManifestAsync(repository.Name, image.Digest, cancellationToken);
                images.Add(Of(repository, id with { Digest = image.Digest }, image.MediaType, manifest));
            }
            else
            {
                failures.Add(Model.Failure(id, "ImageNotFound", "Requested image not found"));
            }
        }

        return new JsonObject { ["images"] = images, ["failures"] = failures };
    }

    private async Task<JsonObject> PutAsync(EcrRequest request, CancellationToken cancellationToken)
    {
        var manifest = Encoding.UTF8.GetBytes(request.Required("imageManifest"));
        var mediaType =
            request.Text("imageManifestMediaType")
            ?? JsonNode.Parse(manifest)!["mediaType"]?.GetValue<string>()
            ?? throw EcrErrors.Invalid("imageManifestMediaType", "Member must not be null");
        var repository = registry.Get(request.Required("repositoryName"));
        var id = new ImageId(ManifestGateway.DigestOf(manifest), request.Text("imageTag"));
        if (repository.Find(id) is not null)
        {
            throw EcrErrors.ImageExists(id.Digest!, id.Tag ?? "null", repository.Name, registry.Id);
        }

        var (status, body) = await manifests.PutAsync(repository.Name, id, mediaType, manifest, cancellationToken);
        return status == HttpStatusCode.Created
            ? new JsonObject { ["image"] = Of(repository, id, mediaType, manifest) }
            : throw new AwsException("LayersNotFoundException", body);
    }

    private static JsonObject Of(Repository repository, ImageId id, string mediaType, byte[] manifest) =>
        new()
        {
            ["registryId"] = repository.RegistryId,
            ["repositoryName"] = repository.Name,
            ["imageId"] = Model.Of(id),
            ["imageManifest"] = Encoding.UTF8.GetString(manifest),
            ["imageManifestMediaType"] = mediaType,
        };
}
