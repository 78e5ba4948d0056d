using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Ecr;

/// <summary>The keys of an assumed role, asked for anew before they expire.</summary>
internal sealed class RoleCredentials(IAmazonSecurityTokenService service, string role, Secrets secrets)
    : RefreshingAWSCredentials
{
    private const string Session = "bakehouse";

    protected override CredentialsRefreshState GenerateNewCredentials() =>
        GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        try
        {
            var request = new AssumeRoleRequest { RoleArn = role, RoleSessionName = Session };
            var keys = (await service.AssumeRoleAsync(request)).Credentials;
            secrets.Add(keys.SecretAccessKey);
            secrets.Add(keys.SessionToken);
            return new CredentialsRefreshState(
                new ImmutableCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
                keys.Expiration!.Value
            );
        }
        catch (AmazonServiceException exception)
        {
            throw AwsErrors.Of(exception, "sts:AssumeRole", role);
        }
    }
}
