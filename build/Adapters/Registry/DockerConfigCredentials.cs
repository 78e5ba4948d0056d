using System.Text;
using System.Text.Json;
using Bakehouse.Adapters.Processes;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// What <c>docker login</c> has left in docker's own <c>config.json</c>: the registry's helper
/// (<c>credHelpers</c>), else the common one (<c>credsStore</c>), else the file itself (<c>auths</c>).
/// </summary>
/// <param name="configFile">The path of <c>config.json</c>; that there is none is no error.</param>
/// <param name="commands">Runs the helpers.</param>
public sealed class DockerConfigCredentials(string configFile, ICommandRunner commands) : ICredentialStore
{
    /// <summary>The key of Docker Hub, which has kept the address of its first API.</summary>
    private const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>Docker's rule: the folder that <c>DOCKER_CONFIG</c> names, else <c>~/.docker</c>.</summary>
    public static string DefaultFile(Func<string, string?> variable) =>
        Path.Combine(
            variable("DOCKER_CONFIG") is { Length: > 0 } folder
                ? folder
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
            "config.json"
        );

    public async Task<Credential?> FindAsync(string registry, CancellationToken cancellationToken = default)
    {
        if (await ReadAsync(cancellationToken) is not { } config)
            return null;
        var helper = Entry(config.CredHelpers, registry) ?? config.CredsStore;
        var found = string.IsNullOrEmpty(helper)
            ? null
            : await new CredentialHelper(helper, commands).FindAsync(Key(registry), cancellationToken);
        return found ?? (Entry(config.Auths, registry) is { } auth ? Decode(auth, registry) : null);
    }

    /// <summary>
    /// Whether a helper is there for this registry in particular; the common one is not, unless it is ECR's own, which
    /// knows no other registries.
    /// </summary>
    public async Task<bool> HasHelperAsync(string registry, CancellationToken cancellationToken = default) =>
        await ReadAsync(cancellationToken) is { } config
        && (Entry(config.CredHelpers, registry) is { Length: > 0 } || config.CredsStore == "ecr-login");

    private async Task<DockerConfigFile?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(configFile))
            return null;
        try
        {
            await using var stream = File.OpenRead(configFile);
            return await JsonSerializer.DeserializeAsync(
                stream,
                RegistryJson.Default.DockerConfigFile,
                cancellationToken
            );
        }
        catch (JsonException e)
        {
            // The parser's own message may quote the file, and the file has passwords.
            throw new BakehouseException(
                $"{configFile} is no valid docker configuration (line {e.LineNumber + 1}).",
                "Correct it, or remove it and run `docker login` again."
            );
        }
    }

    private Credential? Decode(DockerConfigAuth auth, string registry)
    {
        var (user, password) = (auth.Username, auth.Password);
        if (!string.IsNullOrEmpty(auth.Auth))
        {
            var bytes = new byte[auth.Auth.Length];
            var text = Convert.TryFromBase64String(auth.Auth, bytes, out var length)
                ? Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0')
                : "";
            var colon = text.IndexOf(':');
            if (colon < 0)
                throw new BakehouseException(
                    $"The entry of {registry} in {configFile} is damaged.",
                    $"Run `docker login {registry}` again."
                );
            (user, password) = (text[..colon], text[(colon + 1)..]);
        }
        if (!string.IsNullOrEmpty(auth.IdentityToken))
            return new Credential(user ?? "", auth.IdentityToken, isIdentityToken: true);
        return string.IsNullOrEmpty(user) || string.IsNullOrEmpty(password) ? null : new Credential(user, password);
    }

    /// <summary>The key of a registry's entries.</summary>
    internal static string Key(string registry) => registry == Reference.DockerHub ? DockerHubKey : registry;

    /// <summary>The registry that a key stands for, as references name it.</summary>
    internal static string Registry(string key) => key == DockerHubKey ? Reference.DockerHub : Host(key);

    /// <summary>An entry by its exact key, else by its host: old logins wrote <c>https://host/v1/</c>.</summary>
    private static T? Entry<T>(IReadOnlyDictionary<string, T>? entries, string registry)
        where T : class
    {
        if (entries is null)
            return null;
        if (entries.TryGetValue(Key(registry), out var exact))
            return exact;
        return entries
            .FirstOrDefault(entry =>
                Host(entry.Key) is var host
                && (host == registry || (registry == Reference.DockerHub && host == "index.docker.io"))
            )
            .Value;
    }

    private static string Host(string key)
    {
        var start = key.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var slash = key.IndexOf('/', start);
        return slash < 0 ? key[start..] : key[start..slash];
    }
}
