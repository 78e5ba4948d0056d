namespace Bakehouse.Adapters.Registry;

/// <summary>A place where credentials for registries are kept.</summary>
public interface ICredentialStore
{
    /// <summary>The credentials for a registry as references name it (<c>docker.io</c>, <c>host:5000</c>), or null.</summary>
    /// <exception cref="BakehouseException">The place is there, and can't be read.</exception>
    Task<Credential?> FindAsync(string registry, CancellationToken cancellationToken = default);
}

/// <summary>Several places; the first that knows the registry decides.</summary>
public sealed class CredentialChain(params IReadOnlyList<ICredentialStore> stores) : ICredentialStore
{
    public async Task<Credential?> FindAsync(string registry, CancellationToken cancellationToken = default)
    {
        foreach (var store in stores)
            if (await store.FindAsync(registry, cancellationToken) is { } credential)
                return credential;
        return null;
    }
}
