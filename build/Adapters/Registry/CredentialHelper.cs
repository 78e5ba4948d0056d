using System.Text.Json;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Docker's credential helper protocol: <c>docker-credential-NAME get</c> reads the registry's key from its input
/// and prints JSON (docker/docker-credential-helpers, README, "Usage").
/// </summary>
internal sealed class CredentialHelper(string name, ICommandRunner commands)
{
    /// <summary>What a helper prints where it knows no credentials.</summary>
    public const string NotFound = "credentials not found in native keychain";

    /// <summary>Instead of a user's name: the secret is an identity token.</summary>
    public const string TokenUser = "<token>";

    public async Task<Credential?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var program = $"docker-credential-{name}";
        var result = await commands.RunAsync(
            new Command(program, "get")
            {
                Input = key,
                AnyExitCode = true,
                Quiet = true,
            },
            cancellationToken
        );
        if (result.ExitCode != 0)
        {
            // By the protocol an error is printed where else the secret would be.
            var message = (result.Output + result.Error).Trim();
            return message.Contains(NotFound, StringComparison.OrdinalIgnoreCase)
                ? null
                : throw new BakehouseException(
                    $"{program} can't give the credentials of {key}: {message}",
                    "Mend the helper, or take it out of docker's config.json (credHelpers, credsStore)."
                );
        }
        return Read(result.Output) is { Username: { } user, Secret: { Length: > 0 } secret }
            ? new Credential(user, secret, isIdentityToken: user == TokenUser)
            : throw new BakehouseException(
                $"{program} printed something else than the credentials of {key}.",
                "Mend the helper, or take it out of docker's config.json (credHelpers, credsStore)."
            );
    }

    private static HelperAnswer? Read(string output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, RegistryJson.Default.HelperAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
