using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class PutLifecyclePolicyResponse : AmazonWebServiceResponse
{
    public string LifecyclePolicyText { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryName { get; set; }
}
