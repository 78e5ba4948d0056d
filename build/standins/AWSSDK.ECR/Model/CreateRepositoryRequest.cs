namespace Amazon.ECR.Model;

public partial class CreateRepositoryRequest : AmazonECRRequest
{
    public EncryptionConfiguration EncryptionConfiguration { get; set; }

    public ImageScanningConfiguration ImageScanningConfiguration { get; set; }

    public ImageTagMutability ImageTagMutability { get; set; }

    public List<ImageTagMutabilityExclusionFilter> ImageTagMutabilityExclusionFilters { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryName { get; set; }
}
