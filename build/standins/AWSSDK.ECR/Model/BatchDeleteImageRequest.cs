namespace Amazon.ECR.Model;

public partial class BatchDeleteImageRequest : AmazonECRRequest
{
    public List<ImageIdentifier> ImageIds { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryName { get; set; }
}
