namespace Amazon.ECR.Model;

public partial class DescribeImageScanFindingsRequest : AmazonECRRequest
{
    public ImageIdentifier ImageId { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryName { get; set; }
}
