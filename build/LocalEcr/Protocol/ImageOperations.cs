using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Images: what there is, and what is removed.</summary>
internal sealed class ImageOperations(Registry registry, Scans scans) : IOperations
{
    private const int MostInABatch = 100;

    public IReadOnlyDictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> Operations =>
        new OperationTable
        {
            { "DescribeImages", Describe },
            { "ListImages", List },
            { "BatchDeleteImage", BatchDelete },
        };

    private JsonObject Describe(EcrRequest request)
    {
        var repository = registry.Get(request.Required("repositoryName"));
        var answer = new JsonObject();
        if (
            request.ImageIds.Count > 0
            && (request.Input.ContainsKey("maxResults") || request.Input.ContainsKey("nextToken"))
        )
        {
            throw EcrErrors.Invalid("imageIds", "May not be given together with maxResults or nextToken");
        }

        var images =
            request.ImageIds.Count > 0
                ? request.ImageIds.Select(repository.Require).Distinct().ToList()
                : Paging.Page(
                    request,
                    answer,
                    repository.Images.Values.Where(image => HasStatus(request, repository, image))
                );
        var tags = repository.Tags.ToLookup(tag => tag.Value, tag => tag.Key);
        answer["imageDetails"] = new JsonArray([
            .. images.Select(image => DetailOf(repository, image, [.. tags[image.Digest]])),
        ]);
        return answer;
    }

    private JsonObject DetailOf(Repository repository, Image image, IReadOnlyList<string> tags)
    {
        var scan = image.IsScanned ? scans.Of(repository, image) : null;
        return new JsonObject
        {
            ["registryId"] = repository.RegistryId,
            ["repositoryName"] = repository.Name,
            ["imageDigest"] = image.Digest,
            ["imageTags"] = tags.Count == 0 ? null : Model.List(tags),
            ["imageSizeInBytes"] = image.Size,
            ["imagePushedAt"] = Model.Time(image.PushedAt),
            ["imageManifestMediaType"] = image.MediaType,
            ["artifactMediaType"] = image.ArtifactType,
            ["imageScanStatus"] = scan is null ? null : ScanOperations.StatusOf(scan),
            ["imageScanFindingsSummary"] = scan is { Status: "COMPLETE" }
                ? new JsonObject
                {
                    ["imageScanCompletedAt"] = Model.Time(image.PushedAt),
                    ["findingSeverityCounts"] = ScanOperations.CountsOf(scan),
                }
                : null,
        };
    }

    private JsonObject List(EcrRequest request)
    {
        var repository = registry.Get(request.Required("repositoryName"));
        var untagged = repository
            .Images.Keys.Except(repository.Tags.Values)
            .Select(digest => new ImageId(digest, null));
        var tagged = repository.Tags.Select(tag => new ImageId(tag.Value, tag.Key));
        var ids = request.Input["filter"]?["tagStatus"]?.GetValue<string>() switch
        {
            "TAGGED" => tagged,
            "UNTAGGED" => untagged,
            _ => tagged.Concat(untagged),
        };
        var answer = new JsonObject();
        answer["imageIds"] = new JsonArray([.. Paging.Page(request, answer, ids).Select(Model.Of)]);
        return answer;
    }

    private JsonObject BatchDelete(EcrRequest request)
    {
        var deleted = new JsonArray();
        var failures = new JsonArray();
        if (request.ImageIds.Count is 0 or > MostInABatch)
        {
            throw EcrErrors.Invalid("imageIds", $"Member must have length between 1 and {MostInABatch}");
        }

        registry.Update(
            request.Required("repositoryName"),
            repository => request.ImageIds.Aggregate(repository, (before, id) => Delete(before, id, deleted, failures))
        );
        return new JsonObject { ["imageIds"] = deleted, ["failures"] = failures };
    }

    private static Repository Delete(Repository repository, ImageId id, JsonArray deleted, JsonArray failures)
    {
        if (id is { Digest: null, Tag: null })
        {
            failures.Add(Model.Failure(id, "MissingDigestAndTag", "Both image digest and tag are missing"));
            return repository;
        }

        if (repository.Find(id) is not { } image)
        {
            failures.Add(Model.Failure(id, "ImageNotFound", "Requested image not found"));
            return repository;
        }

        if (repository.IsNeeded(id))
        {
            const string reason = "Requested image referenced by manifest list";
            failures.Add(Model.Failure(id, "ImageReferencedByManifestList", reason));
            return repository;
        }

        var tags = repository.TagsOf(image.Digest);

        // By a tag, that tag goes; by the digest, the image with all that it has.
        string?[] removed =
            id.Tag is { } tag ? [tag]
            : tags.Count == 0 ? [null]
            : [.. tags];
        foreach (var each in removed)
        {
            deleted.Add(Model.Of(new ImageId(image.Digest, each)));
        }

        return repository.Without(id);
    }

    private static bool HasStatus(EcrRequest request, Repository repository, Image image) =>
        request.Input["filter"]?["tagStatus"]?.GetValue<string>() switch
        {
            "TAGGED" => repository.Tags.ContainsValue(image.Digest),
            "UNTAGGED" => !repository.Tags.ContainsValue(image.Digest),
            _ => true,
        };
}
