using System.Text.Json.Serialization;

namespace Bakehouse.Adapters.Registry;

internal sealed record RegistryErrorBody(IReadOnlyList<RegistryError>? Errors);

internal sealed record RegistryError(string? Code, string? Message);

internal sealed record TagList(IReadOnlyList<string>? Tags);

/// <summary>Lifetime in seconds; 60 where the server doesn't say (distribution, "Token Authentication Specification").</summary>
internal sealed record TokenAnswer(
    string? Token,
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] int? ExpiresIn
);

internal sealed record DockerConfigFile(
    IReadOnlyDictionary<string, DockerConfigAuth>? Auths,
    string? CredsStore,
    IReadOnlyDictionary<string, string>? CredHelpers
);

internal sealed record DockerConfigAuth(
    string? Auth,
    string? Username,
    string? Password,
    [property: JsonPropertyName("identitytoken")] string? IdentityToken
);

/// <summary>What a credential helper prints; its names are capitalised.</summary>
internal sealed record HelperAnswer(
    [property: JsonPropertyName("Username")] string? Username,
    [property: JsonPropertyName("Secret")] string? Secret
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RegistryErrorBody))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(DockerConfigFile))]
[JsonSerializable(typeof(HelperAnswer))]
internal sealed partial class RegistryJson : JsonSerializerContext;
