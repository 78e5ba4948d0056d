using Amazon.ECR;
using Amazon.SecurityToken;

namespace Bakehouse.Adapters.Ecr;

/// <summary>Clients of AWS that sign with the credentials which the SDK's own chain finds.</summary>
public interface IAwsClients
{
    /// <summary>The region that the SDK finds: <c>eu-central-1</c>.</summary>
    /// <exception cref="BakehouseException">It finds none.</exception>
    string Region { get; }

    /// <summary>Whether an endpoint is configured for ECR, by variables or the profile: something stands in for it.</summary>
    bool HasEndpoint { get; }

    /// <summary>Whether the chain finds credentials at all; whether they hold is seen when they are used.</summary>
    Task<bool> HaveCredentialsAsync(CancellationToken cancellationToken);

    IAmazonECR Ecr(string region);

    IAmazonSecurityTokenService SecurityToken(string region);
}
