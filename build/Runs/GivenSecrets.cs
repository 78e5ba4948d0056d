using System.Text;
using System.Text.Json;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.CommandOptions;
using Bakehouse.Configuration;
using Bakehouse.Images;
using Cake.Core;

namespace Bakehouse.Runs;

/// <summary>Tells what may be shown of the secrets that a run is given, in its environment and in its options: nothing.</summary>
public sealed class GivenSecrets(
    Secrets secrets,
    ICakeEnvironment environment,
    RunOptions options,
    ImageCatalog catalog
)
{
    // BuildKit takes none that is larger.
    private const int LargestFile = 512 * 1024;

    private const string DockerLogin = "DOCKER_AUTH_CONFIG";

    private static readonly string[] Endings =
    [
        "PASSWORD",
        "PASSWD",
        "TOKEN",
        "SECRET",
        "SECRET_KEY",
        "SECRET_ACCESS_KEY",
        "PRIVATE_KEY",
        "API_KEY",
    ];

    /// <summary>Remembers all of them.</summary>
    public void Remember()
    {
        foreach (var (name, value) in environment.GetEnvironmentVariables())
        {
            RememberVariable(name, value ?? "");
        }

        var docker = DockerConfigCredentials.DefaultFile(environment.GetEnvironmentVariable);
        if (File.Exists(docker))
        {
            RememberLogins(File.ReadAllText(docker));
        }

        foreach (var password in options.BuildArguments.Values.SelectMany(Secrets.PasswordsIn))
        {
            secrets.AddText(password);
        }

        var further = catalog.Images.Where(image => image.Packer is null).SelectMany(SecretsOf);
        foreach (var secret in options.BuildSecrets.Concat(further).Distinct())
        {
            secrets.AddText(ValueOf(BuildSecret.Parse(secret)));
        }
    }

    private IEnumerable<string> SecretsOf(ImageDefinition image) =>
        KnownOptions
            .DockerBuild.Read(image.Name, image.OptionsOf(options.DockerOptions))
            .SelectMany(group => group.Options)
            .Where(option => option.Option.Name == "secret")
            .Select(option => option.Value ?? "");

    private void RememberVariable(string name, string value)
    {
        if (name == DockerLogin)
        {
            RememberLogins(value);
        }
        else if (Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            secrets.AddText(value);
        }

        foreach (var password in Secrets.PasswordsIn(value))
        {
            secrets.AddText(Uri.UnescapeDataString(password));
            secrets.Add(password);
        }
    }

    private string? ValueOf(BuildSecret secret)
    {
        if (secret.Variable is { } name)
        {
            return environment.GetEnvironmentVariable(name);
        }

        if (secret.File is null && environment.GetEnvironmentVariable(secret.Id) is { } value)
        {
            return value;
        }

        // That it is not there, or cannot be read, docker says.
        var file = new FileInfo(Path.Combine(environment.WorkingDirectory.FullPath, secret.File ?? secret.Id));
        try
        {
            return file is { Exists: true, Length: <= LargestFile } ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // What is no such file, whoever reads it to log in says.
    private void RememberLogins(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (
                document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("auths", out var logins)
                || logins.ValueKind != JsonValueKind.Object
            )
            {
                return;
            }

            foreach (
                var field in logins
                    .EnumerateObject()
                    .Where(login => login.Value.ValueKind == JsonValueKind.Object)
                    .SelectMany(login => login.Value.EnumerateObject())
                    .Where(field => field.Value.ValueKind == JsonValueKind.String)
                    .Where(field => field.Name is "auth" or "password" or "identitytoken" or "registrytoken")
            )
            {
                RememberLogin(field.Value.GetString()!);
            }
        }
        catch (JsonException)
        {
            // It may hold one all the same.
            secrets.AddText(json);
        }
    }

    // "auth" is base64 of user:password.
    private void RememberLogin(string value)
    {
        secrets.Add(value);
        var bytes = new byte[value.Length];
        if (
            Convert.TryFromBase64String(value, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password]
        )
        {
            secrets.AddText(password);
        }
    }
}
