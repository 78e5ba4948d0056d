using Amazon.ECR.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.ECR;

public partial class AmazonECRConfig : ClientConfig
{
    private static readonly string AgentString = InternalSDKUtils.BuildUserAgentString("ECR", "4.0.0.0");

    public AmazonECRConfig()
        : base(new DefaultConfigurationProvider(EcrDefaults.All))
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "ecr";
        EndpointProvider = new EcrEndpointProvider();
    }

    public static new string ServiceId => "ECR";

    public override string RegionEndpointServiceName => "api.ecr";

    public override string ServiceVersion => "2015-09-21";

    public override string UserAgent => AgentString;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(
            EcrEndpointResolver.Parameters(
                parameters.AlternateEndpoint?.SystemName ?? RegionEndpoint?.SystemName,
                UseDualstackEndpoint,
                UseFIPSEndpoint,
                ServiceURL
            )
        );
}
