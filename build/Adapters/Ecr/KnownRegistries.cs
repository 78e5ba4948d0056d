namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// Which registries are ECR's: those that are named like one, and the one that an account's endpoint has named. The
/// latter is set once, before the first task runs.
/// </summary>
public sealed class KnownRegistries
{
    private EcrRegistry? own;

    public void Add(EcrRegistry registry) => own = registry;

    public EcrRegistry? Find(string? host) => own is not null && own.Host == host ? own : EcrRegistry.Find(host);
}
