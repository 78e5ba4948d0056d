using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Repositories and their settings.</summary>
internal sealed class RepositoryOperations(Registry registry, CallGate gate, Clock clock) : IOperations
{
    public IReadOnlyDictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> Operations =>
        new OperationTable
        {
            { "CreateRepository", Create },
            { "DescribeRepositories", Describe },
            { "DeleteRepository", Delete },
            { "PutImageTagMutability", PutImageTagMutability },
            { "PutImageScanningConfiguration", PutImageScanningConfiguration },
            { "TagResource", TagResource },
            { "UntagResource", UntagResource },
            { "ListTagsForResource", ListTagsForResource },
        };

    /// <summary>The repository that is meant by its ARN.</summary>
    public static string NameOf(EcrRequest request) => request.Required("resourceArn").Split(":repository/")[^1];

    private JsonObject Create(EcrRequest request)
    {
        // To tag what one creates takes a right of its own.
        if (TagsOf(request).Any())
        {
            gate.Enter(request.PrincipalArn, "ecr:TagResource", request.RepositoryName);
        }

        var encryption = request.Input["encryptionConfiguration"];
        var repository = new Repository(request.Required("repositoryName"), clock.Now)
        {
            RegistryId = registry.Id,
            Mutability = Model.MutabilityOf(request),
            ScanOnPush = ScanOnPush(request),
            EncryptionType = encryption?["encryptionType"]?.GetValue<string>() ?? "AES256",
            KmsKey = encryption?["kmsKey"]?.GetValue<string>(),
            ResourceTags = TagsOf(request).ToImmutableSortedDictionary(),
        };
        registry.Add(repository);
        return new JsonObject { ["repository"] = Model.Of(repository, gate, request.Host) };
    }

    private JsonObject Describe(EcrRequest request)
    {
        var id = request.Text("registryId") ?? registry.Id;
        var names = request.List("repositoryNames");
        var answer = new JsonObject();
        if (id != registry.Id)
        {
            throw names.Count > 0
                ? EcrErrors.NoRepository(names[0], id)
                : new AwsException(
                    "AccessDeniedException",
                    $"User: {request.PrincipalArn} is not authorized to perform: ecr:DescribeRepositories on resource: "
                        + "* because no resource-based policy allows the ecr:DescribeRepositories action"
                );
        }

        if (names.Count > 0 && (request.Input.ContainsKey("maxResults") || request.Input.ContainsKey("nextToken")))
        {
            throw EcrErrors.Invalid("repositoryNames", "May not be given together with maxResults or nextToken");
        }

        var repositories =
            names.Count > 0 ? names.Select(registry.Get).ToList() : Paging.Page(request, answer, registry.Repositories);
        answer["repositories"] = new JsonArray([.. repositories.Select(r => Model.Of(r, gate, request.Host))]);
        return answer;
    }

    private JsonObject Delete(EcrRequest request)
    {
        var repository = registry.Get(request.Required("repositoryName"));
        if (repository.Images.Count > 0 && !request.Flag("force"))
        {
            throw EcrErrors.RepositoryNotEmpty(repository.Name, registry.Id);
        }

        registry.Remove(repository.Name);
        return new JsonObject { ["repository"] = Model.Of(repository, gate, request.Host) };
    }

    private JsonObject PutImageTagMutability(EcrRequest request)
    {
        request.Required("imageTagMutability");
        var mutability = Model.MutabilityOf(request);
        var repository = registry.Update(
            request.Required("repositoryName"),
            repository => repository with { Mutability = mutability }
        );
        return new JsonObject
        {
            ["registryId"] = registry.Id,
            ["repositoryName"] = repository.Name,
            ["imageTagMutability"] = mutability.Setting,
            ["imageTagMutabilityExclusionFilters"] = Model.FiltersOf(mutability),
        };
    }

    private JsonObject PutImageScanningConfiguration(EcrRequest request)
    {
        var repository = registry.Update(
            request.Required("repositoryName"),
            repository => repository with { ScanOnPush = ScanOnPush(request) }
        );
        return new JsonObject
        {
            ["registryId"] = registry.Id,
            ["repositoryName"] = repository.Name,
            ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = repository.ScanOnPush },
        };
    }

    private JsonObject TagResource(EcrRequest request)
    {
        registry.Update(
            NameOf(request),
            repository => repository with { ResourceTags = repository.ResourceTags.SetItems(TagsOf(request)) }
        );
        return [];
    }

    private JsonObject UntagResource(EcrRequest request)
    {
        registry.Update(
            NameOf(request),
            repository =>
                repository with
                {
                    ResourceTags = repository.ResourceTags.RemoveRange(request.List("tagKeys")),
                }
        );
        return [];
    }

    private JsonObject ListTagsForResource(EcrRequest request) =>
        new()
        {
            ["tags"] = new JsonArray([
                .. registry
                    .Get(NameOf(request))
                    .ResourceTags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }),
            ]),
        };

    private static bool ScanOnPush(EcrRequest request) =>
        request.Input["imageScanningConfiguration"]?["scanOnPush"]?.GetValue<bool>() ?? false;

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(EcrRequest request) =>
        (request.Input["tags"] as JsonArray ?? []).Select(tag =>
            KeyValuePair.Create(tag!["Key"]!.GetValue<string>(), tag["Value"]!.GetValue<string>())
        );
}
