using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class BatchDeleteImageResponse : AmazonWebServiceResponse
{
    public List<ImageFailure> Failures { get; set; }

    public List<ImageIdentifier> ImageIds { get; set; }
}
