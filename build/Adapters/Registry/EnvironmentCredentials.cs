namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Credentials from variables: <c>BAKEHOUSE_REGISTRY_USER</c> and <c>BAKEHOUSE_REGISTRY_PASSWORD</c> for the company's
/// own registry and for no other, and GitLab's <c>CI_REGISTRY_USER</c> and <c>CI_REGISTRY_PASSWORD</c> for
/// <c>CI_REGISTRY</c>.
/// </summary>
/// <param name="ownRegistry">Host and port of the registry that Bakehouse pushes to; null where there is none.</param>
/// <param name="variable">Reads a variable.</param>
public sealed class EnvironmentCredentials(string? ownRegistry, Func<string, string?> variable) : ICredentialStore
{
    public Task<Credential?> FindAsync(string registry, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            (registry == ownRegistry ? Read("BAKEHOUSE_REGISTRY_USER", "BAKEHOUSE_REGISTRY_PASSWORD") : null)
                ?? (registry == variable("CI_REGISTRY") ? Read("CI_REGISTRY_USER", "CI_REGISTRY_PASSWORD") : null)
        );

    private Credential? Read(string userVariable, string passwordVariable)
    {
        var (user, password) = (variable(userVariable), variable(passwordVariable));
        return (string.IsNullOrEmpty(user), string.IsNullOrEmpty(password)) switch
        {
            (true, true) => null,
            (false, false) => new Credential(user!, password!),
            (var userMissing, _) => throw new BakehouseException(
                $"{(userMissing ? userVariable : passwordVariable)} is not set, though its other half is.",
                $"Set both {userVariable} and {passwordVariable}, or neither."
            ),
        };
    }
}
