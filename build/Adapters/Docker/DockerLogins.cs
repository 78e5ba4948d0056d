using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Gives docker the credentials that the run has and docker does not, in a configuration folder of the run's own. The folder
/// is made when docker is first about to need it.
/// </summary>
/// <param name="credentials">The run's own, without those of docker's configuration.</param>
/// <param name="environment">Learns where the folder is.</param>
/// <param name="secrets">Learns what stands in it.</param>
/// <param name="time">Tells when credentials expire.</param>
public sealed class DockerLogins(
    ICredentialStore credentials,
    ChildEnvironment environment,
    Secrets secrets,
    TimeProvider time
) : IDisposable
{
    private const string Variable = "DOCKER_CONFIG";

    private readonly SemaphoreSlim gate = new(1);
    private IReadOnlyList<string> registries = [];
    private RunDockerConfig? config;
    private DateTimeOffset expires = DateTimeOffset.MinValue;

    /// <summary>Says which registries docker will speak to: <c>host[:port]</c>.</summary>
    public void Expect(IEnumerable<string> hosts) => registries = [.. hosts.Distinct()];

    /// <summary>Sees to it that docker has credentials that hold.</summary>
    /// <returns>Whether it had to be given others than before.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (expires > time.GetUtcNow())
            {
                return false;
            }

            var found = await FindAsync(cancellationToken);
            expires = found
                .Values.Select(credential => credential.Expires)
                .DefaultIfEmpty(DateTimeOffset.MaxValue)
                .Min();
            if (found.Count > 0)
            {
                Write(found);
            }

            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        config?.Dispose();
        config = null;
        gate.Dispose();
    }

    private void Write(IReadOnlyDictionary<string, Credential> found)
    {
        foreach (var credential in found.Values)
        {
            secrets.Add(credential.Secret);
            secrets.Add(RunDockerConfig.Encode(credential));
        }

        if (config is not null)
        {
            config.Write(found);
            return;
        }

        var userFolder = Path.GetDirectoryName(DockerConfigCredentials.DefaultFile(environment.GetVariable))!;
        config = RunDockerConfig.Create(userFolder);
        config.Write(found);
        environment.Add([], new Dictionary<string, string> { [Variable] = config.Folder });
    }

    private async Task<IReadOnlyDictionary<string, Credential>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Credential>();
        foreach (var registry in registries)
        {
            if (await credentials.FindAsync(registry, cancellationToken) is { } credential)
            {
                found[registry] = credential;
            }
        }

        return found;
    }
}
