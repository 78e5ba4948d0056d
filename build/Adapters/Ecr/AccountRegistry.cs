using Amazon;
using Amazon.ECR.Model;
using Amazon.SecurityToken.Model;

namespace Bakehouse.Adapters.Ecr;

/// <summary>Finds the registry of the account whose credentials a run has.</summary>
public sealed class AccountRegistry(IAwsClients clients, EcrTokens tokens)
{
    /// <exception cref="BakehouseException">There are no credentials, or AWS does not accept them.</exception>
    public async Task<EcrRegistry> FindAsync(CancellationToken cancellationToken)
    {
        if (!await clients.HaveCredentialsAsync(cancellationToken))
        {
            throw AwsErrors.NoCredentials();
        }

        var region = clients.Region;
        var account = await AccountAsync(region, cancellationToken);
        if (!clients.HasEndpoint)
        {
            return EcrRegistry.Of(account, region, RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix);
        }

        // Whoever stands in for ECR at a configured endpoint says itself where images are pushed to.
        var token = await tokens.GetAsync(new EcrRegistry("", account, region), cancellationToken);
        return new EcrRegistry(token.Host, account, region);
    }

    private async Task<string> AccountAsync(string region, CancellationToken cancellationToken)
    {
        const string action = "sts:GetCallerIdentity";
        try
        {
            var service = clients.SecurityToken(region);
            return (await service.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken)).Account;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw AwsErrors.Of(exception, action, null);
        }
    }
}
