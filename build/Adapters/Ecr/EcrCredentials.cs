using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// Credentials for registries of ECR: an authorization token. Where docker's own configuration has a helper for the
/// registry, <c>ecr-login</c> for one, that is left to it, and so is a login where there are no AWS credentials.
/// </summary>
public sealed class EcrCredentials(
    KnownRegistries registries,
    Lazy<IAwsClients> clients,
    Lazy<EcrTokens> tokens,
    DockerConfigCredentials docker
) : ICredentialStore
{
    public async Task<Credential?> FindAsync(string registry, CancellationToken cancellationToken = default)
    {
        if (registries.Find(registry) is not { } ecr || await docker.HasHelperAsync(registry, cancellationToken))
        {
            return null;
        }

        if (
            !await clients.Value.HaveCredentialsAsync(cancellationToken)
            && await docker.FindAsync(registry, cancellationToken) is not null
        )
        {
            return null;
        }

        return (await tokens.Value.GetAsync(ecr, cancellationToken)).Credential;
    }
}
