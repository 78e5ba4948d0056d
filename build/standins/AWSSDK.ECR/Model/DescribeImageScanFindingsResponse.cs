using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class DescribeImageScanFindingsResponse : AmazonWebServiceResponse
{
    public ImageIdentifier ImageId { get; set; }

    public ImageScanFindings ImageScanFindings { get; set; }

    public ImageScanStatus ImageScanStatus { get; set; }

    public string NextToken { get; set; }

    public string RegistryId { get; set; }

    public string RepositoryName { get; set; }
}
