using System.Text;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.SecurityToken;
using Bakehouse.Adapters.Ecr;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Ecr;

/// <summary>AWS with one account; ECR is a substitute.</summary>
internal sealed class FakeAws : IAwsClients
{
    public static readonly EcrRegistry Registry = EcrRegistry.Of("123456789012", "eu-central-1", "amazonaws.com");

    public IAmazonECR Service { get; } = Substitute.For<IAmazonECR>();

    public bool HasEndpoint => false;

    public bool HasCredentials { get; set; } = true;

    public int Tokens { get; private set; }

    public string Region => Registry.Region;

    public Task<bool> HaveCredentialsAsync(CancellationToken cancellationToken) => Task.FromResult(HasCredentials);

    public IAmazonECR Ecr(string region) => Service;

    public IAmazonSecurityTokenService SecurityToken(string region) => throw new NotSupportedException();

    /// <summary>Tokens <c>token-1</c>, <c>token-2</c>, … that end at a time.</summary>
    public void Issue(Func<DateTimeOffset> end) =>
        Service
            .GetAuthorizationTokenAsync(default)
            .ReturnsForAnyArgs(_ => new GetAuthorizationTokenResponse
            {
                AuthorizationData =
                [
                    new AuthorizationData
                    {
                        AuthorizationToken = Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:token-{++Tokens}")),
                        ExpiresAt = end().UtcDateTime,
                        ProxyEndpoint = $"https://{Registry.Host}",
                    },
                ],
            });
}
