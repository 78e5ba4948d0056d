using System.Text;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Gateway;
using Bakehouse.LocalEcr.Repositories;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>What concerns the registry as a whole: tokens and settings of the account.</summary>
internal sealed class RegistryOperations(Registry registry, AuthorizationTokens tokens) : IOperations
{
    public IReadOnlyDictionary<string, Func<EcrRequest, CancellationToken, Task<JsonObject>>> Operations =>
        new OperationTable
        {
            { "GetAuthorizationToken", GetAuthorizationToken },
            { "PutAccountSetting", PutAccountSetting },
            { "GetAccountSetting", GetAccountSetting },
        };

    private JsonObject GetAuthorizationToken(EcrRequest request)
    {
        var (password, expiration) = tokens.Issue(request.PrincipalArn);
        var token = $"{AuthorizationTokens.User}:{password}";
        return new JsonObject
        {
            ["authorizationData"] = new JsonArray(
                new JsonObject
                {
                    ["authorizationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(token)),
                    ["expiresAt"] = Model.Time(expiration),
                    ["proxyEndpoint"] = $"http://{request.Host}",
                }
            ),
        };
    }

    private JsonObject PutAccountSetting(EcrRequest request)
    {
        var (name, value) = (NameOf(request), request.Required("value"));
        registry.Set(name, value);
        return new JsonObject { ["name"] = name, ["value"] = value };
    }

    private JsonObject GetAccountSetting(EcrRequest request)
    {
        var name = NameOf(request);
        return new JsonObject { ["name"] = name, ["value"] = registry.Settings.GetValueOrDefault(name, "DISABLED") };
    }

    private static string NameOf(EcrRequest request) =>
        request.Required("name") is RegistryGateway.BlobMounting and var name
            ? name
            : throw EcrErrors.Invalid(
                "name",
                $"Member must be {RegistryGateway.BlobMounting}: no other setting is known here"
            );
}
