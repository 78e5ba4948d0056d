using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.ECR.Internal;

/// <summary>Gives the client's configuration to the endpoint provider.</summary>
internal sealed class EcrEndpointResolver : BaseEndpointResolver
{
    public static EndpointParameters Parameters(string region, bool dualStack, bool fips, string endpoint) =>
        new()
        {
            ["Region"] = region,
            ["UseDualStack"] = dualStack,
            ["UseFIPS"] = fips,
            ["Endpoint"] = endpoint,
        };

    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        var region = requestContext.Request.AlternateEndpoint?.SystemName ?? config.RegionEndpoint?.SystemName;
        if (region is null && !string.IsNullOrEmpty(config.ServiceURL))
        {
            region = string.IsNullOrEmpty(config.AuthenticationRegion)
                ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
                : config.AuthenticationRegion;
        }

        return Parameters(region, config.UseDualstackEndpoint, config.UseFIPSEndpoint, config.ServiceURL);
    }
}
