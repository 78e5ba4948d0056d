using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>Shapes of ECR's service model that several answers have.</summary>
internal static class Model
{
    /// <summary>Seconds since 1970: the protocol's timestamp.</summary>
    public static JsonNode Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    public static JsonObject Of(Repository repository, CallGate gate, string host) =>
        new()
        {
            ["repositoryArn"] = gate.RepositoryArn(repository.Name),
            ["registryId"] = repository.RegistryId,
            ["repositoryName"] = repository.Name,
            ["repositoryUri"] = $"{host}/{repository.Name}",
            ["createdAt"] = Time(repository.CreatedAt),
            ["imageTagMutability"] = repository.Mutability.Setting,
            ["imageTagMutabilityExclusionFilters"] = FiltersOf(repository.Mutability),
            ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = repository.ScanOnPush },
            ["encryptionConfiguration"] = new JsonObject
            {
                ["encryptionType"] = repository.EncryptionType,
                ["kmsKey"] = repository.KmsKey,
            },
        };

    public static JsonArray? FiltersOf(TagMutability mutability) =>
        mutability.ExclusionFilters.Count == 0
            ? null
            : new JsonArray([
                .. mutability.ExclusionFilters.Select(filter => new JsonObject
                {
                    ["filterType"] = TagMutability.FilterType,
                    ["filter"] = filter,
                }),
            ]);

    /// <summary>The setting and the filters of a request.</summary>
    public static TagMutability MutabilityOf(EcrRequest request) =>
        TagMutability.Parse(
            request.Text("imageTagMutability") ?? TagMutability.Default.Setting,
            [
                .. (request.Input["imageTagMutabilityExclusionFilters"] as JsonArray ?? []).Select(filter =>
                    filter!["filter"]!.GetValue<string>()
                ),
            ]
        );

    public static JsonObject Of(ImageId id) => new() { ["imageDigest"] = id.Digest, ["imageTag"] = id.Tag };

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static JsonObject Failure(ImageId id, string code, string reason) =>
        new()
        {
            ["imageId"] = Of(id),
            ["failureCode"] = code,
            ["failureReason"] = reason,
        };

    /// <summary>Takes out what has no value: the protocol leaves such members out.</summary>
    public static JsonObject WithoutNulls(JsonObject value)
    {
        foreach (var (name, member) in value.ToList())
        {
            switch (member)
            {
                case null:
                    value.Remove(name);
                    break;
                case JsonObject inner:
                    WithoutNulls(inner);
                    break;
                case JsonArray list:
                    foreach (var item in list.OfType<JsonObject>())
                    {
                        WithoutNulls(item);
                    }

                    break;
            }
        }

        return value;
    }
}
