using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class GetAuthorizationTokenResponse : AmazonWebServiceResponse
{
    public List<AuthorizationData> AuthorizationData { get; set; }
}
