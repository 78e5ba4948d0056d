using System.Text;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Lets docker ask for the credentials that the run has and docker does not, by a configuration folder of the run's own. The
/// folder is made when docker is first about to need it.
/// </summary>
/// <param name="own">The run's own, without those of docker's configuration.</param>
/// <param name="all">Both: what docker is answered with.</param>
/// <param name="environment">Learns where the folder is.</param>
/// <param name="files">Hold the folder.</param>
/// <param name="secrets">Learns what docker may show.</param>
/// <param name="time">Tells when credentials expire.</param>
public sealed class DockerLogins(
    ICredentialStore own,
    ICredentialStore all,
    ChildEnvironment environment,
    TemporaryFiles files,
    Secrets secrets,
    TimeProvider time
) : IDisposable
{
    private const string DockerVariable = "DOCKER_CONFIG";

    // podman's, which goes before docker's.
    private const string PodmanVariable = "REGISTRY_AUTH_FILE";

    private readonly SemaphoreSlim gate = new(1);
    private IReadOnlyList<string> registries = [];
    private IReadOnlyDictionary<string, Credential> given = new Dictionary<string, Credential>();
    private RunDockerConfig? config;
    private bool hasLooked;

    /// <summary>Says which registries docker will speak to: <c>host[:port]</c>.</summary>
    public void Expect(IEnumerable<string> hosts) => registries = [.. hosts.Distinct()];

    /// <summary>Sees to it that docker finds credentials that hold, when it begins.</summary>
    /// <returns>Whether they are others than before.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (hasLooked && given.Values.All(credential => credential.Expires > time.GetUtcNow()))
            {
                return false;
            }

            given = await FindAsync(cancellationToken);
            hasLooked = true;
            foreach (var credential in given.Values)
            {
                // As docker hands them on: base64 of user:password.
                var text = $"{credential.User}:{credential.Secret}";
                secrets.Add(credential.Secret);
                secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));
            }

            if (given.Count > 0 && config is null)
            {
                Configure(given.Keys);
            }

            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Notes that a registry takes the tokens for expired.</summary>
    public void Refuse()
    {
        foreach (var credential in given.Values)
        {
            credential.Refuse();
        }
    }

    public void Dispose()
    {
        config?.Dispose();
        config = null;
        gate.Dispose();
    }

    private void Configure(IEnumerable<string> known)
    {
        var userFile = DockerConfigCredentials.DefaultFile(environment.GetVariable);
        var folder = files.NewFolder("docker");
        config = RunDockerConfig.Create(folder, Path.GetDirectoryName(userFile)!, known, all);
        var variables = new Dictionary<string, string> { [DockerVariable] = config.Folder };
        if (environment.GetVariable(PodmanVariable) == userFile)
        {
            variables[PodmanVariable] = Path.Combine(config.Folder, Path.GetFileName(userFile));
        }

        environment.Add([config.Folder], variables);
    }

    private async Task<IReadOnlyDictionary<string, Credential>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Credential>();
        foreach (var registry in registries)
        {
            if (await own.FindAsync(registry, cancellationToken) is { } credential)
            {
                found[registry] = credential;
            }
        }

        return found;
    }
}
