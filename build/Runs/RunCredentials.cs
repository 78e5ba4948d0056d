using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;

namespace Bakehouse.Runs;

/// <summary>The credentials that a run has beyond those of docker's own configuration: from variables, and ECR's tokens.</summary>
public sealed class RunCredentials(RunOptions options, ChildEnvironment variables, EcrCredentials ecr)
    : ICredentialStore
{
    private readonly CredentialChain chain = new(
        new EnvironmentCredentials(options.Registry, variables.GetVariable),
        ecr
    );

    public Task<Credential?> FindAsync(string registry, CancellationToken cancellationToken = default) =>
        chain.FindAsync(registry, cancellationToken);
}
