using System.Collections.Concurrent;
using Amazon;
using Amazon.ECR;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// Clients of the regions that a run speaks to, each made once. Where a role is to be assumed, they sign as that role.
/// </summary>
/// <param name="role">The role's ARN; null for none.</param>
/// <param name="secrets">Learns the keys.</param>
public sealed class AwsClients(string? role, Secrets secrets) : IAwsClients, IDisposable
{
    // ECR's own limits pass within seconds: the SDK waits longer each time, and up to 20 seconds.
    private const int MostRetries = 6;

    private readonly ConcurrentDictionary<string, Lazy<IAmazonECR>> ecr = new();
    private readonly ConcurrentDictionary<string, Lazy<IAmazonSecurityTokenService>> sts = new();
    private readonly SemaphoreSlim gate = new(1);
    private readonly Lock assuming = new();
    private AWSCredentials? found;
    private RoleCredentials? assumed;

    public string Region =>
        FallbackRegionFactory.GetRegionEndpoint()?.SystemName
        ?? throw new BakehouseException(
            "No AWS region is set.",
            "Set AWS_REGION, or region in the profile of ~/.aws/config, or name the registry with --registry=HOST."
        );

    public bool HasEndpoint => new AmazonECRConfig().ServiceURL is not null;

    public async Task<bool> HaveCredentialsAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is not null;

    public IAmazonECR Ecr(string region) =>
        ecr.GetOrAdd(
            region,
            _ => new Lazy<IAmazonECR>(() =>
                new AmazonECRClient(Signer(region), Configured(new AmazonECRConfig(), region))
            )
        ).Value;

    public IAmazonSecurityTokenService SecurityToken(string region) => Sts(region, Signer(region));

    public void Dispose()
    {
        foreach (var client in ecr.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }

        foreach (var client in sts.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }

        gate.Dispose();
    }

    private IAmazonSecurityTokenService Sts(string region, AWSCredentials credentials) =>
        sts.GetOrAdd(
            $"{region} {credentials.GetType().Name}",
            _ => new Lazy<IAmazonSecurityTokenService>(() =>
                new AmazonSecurityTokenServiceClient(
                    credentials,
                    Configured(new AmazonSecurityTokenServiceConfig(), region)
                )
            )
        ).Value;

    private AWSCredentials Signer(string region)
    {
        var own = found ?? throw new InvalidOperationException("AWS was asked before its credentials were looked for.");
        if (role is null)
        {
            return own;
        }

        lock (assuming)
        {
            return assumed ??= new RoleCredentials(Sts(region, own), role, secrets);
        }
    }

    // The region is also that of the signature where an endpoint is configured, which the SDK takes for us-east-1 else.
    private static TConfig Configured<TConfig>(TConfig config, string region)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.AuthenticationRegion = region;
        config.RetryMode = RequestRetryMode.Standard;
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_MAX_ATTEMPTS")))
        {
            config.MaxErrorRetry = MostRetries;
        }

        return config;
    }

    private async Task<AWSCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return found ??= await LookAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<AWSCredentials?> LookAsync()
    {
        try
        {
            var credentials = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(new AmazonECRConfig());
            var keys = await credentials.GetCredentialsAsync();
            secrets.Add(keys.SecretKey);
            secrets.Add(keys.Token);
            return credentials;
        }
        catch (Exception exception) when (AwsErrors.FindOfCredentials(exception) is { } refused)
        {
            throw AwsErrors.Of(
                refused,
                "sts:AssumeRoleWithWebIdentity",
                Environment.GetEnvironmentVariable("AWS_ROLE_ARN")
            );
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException)
        {
            // The last link of the chain, the instance's role, is asked over the network, and answers so where it is not.
            return null;
        }
    }
}
