using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Processes;
using Bakehouse.Steps;

namespace Bakehouse.Runs;

/// <summary>The registry that a run pushes to: the one that is named, or ECR's of the account whose credentials are there.</summary>
public sealed class OwnRegistry(
    KnownRegistries known,
    Lazy<AccountRegistry> account,
    Lazy<IAwsClients> clients,
    RunCredentials credentials,
    ChildEnvironment variables,
    DockerLogins logins
)
{
    /// <summary>Completes what is known of the places, with the account's registry where none is named.</summary>
    public async Task<Places> FindAsync(Places places, CancellationToken cancellationToken)
    {
        if (places.Registry is null && AwsEvidence.IsThere(variables.GetVariable))
        {
            places = places with { Registry = (await OfAccountAsync(cancellationToken)).Host };
        }

        var described = await DescribeAsync(places, cancellationToken);
        if (described.Ecr is { } registry)
        {
            // What is wrong with the account is said before anything else is tried.
            _ = await credentials.FindAsync(registry.Host, cancellationToken);
        }

        return described;
    }

    /// <summary>Tells whether the registry is one of ECR, and docker that it will speak to it.</summary>
    public async Task<Places> DescribeAsync(Places places, CancellationToken cancellationToken)
    {
        if (
            places.Registry is not null
            && known.Find(places.Registry) is null
            && AwsEvidence.IsThere(variables.GetVariable)
            && clients.Value.HasEndpoint
        )
        {
            // It may be the one that stands in for ECR.
            await OfAccountAsync(cancellationToken);
        }

        logins.Expect(
            new[] { places.Registry, variables.GetVariable("CI_REGISTRY") }
                .OfType<string>()
                .Where(host => host.Length > 0)
        );
        return places with { Ecr = known.Find(places.Registry) };
    }

    private async Task<EcrRegistry> OfAccountAsync(CancellationToken cancellationToken)
    {
        var registry = await account.Value.FindAsync(cancellationToken);
        known.Add(registry);
        return registry;
    }
}
