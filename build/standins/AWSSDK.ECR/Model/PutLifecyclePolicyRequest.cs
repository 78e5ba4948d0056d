namespace Amazon.ECR.Model;

public partial class PutLifecyclePolicyRequest : AmazonECRRequest
{
    public string LifecyclePolicyText { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryName { get; set; }
}
