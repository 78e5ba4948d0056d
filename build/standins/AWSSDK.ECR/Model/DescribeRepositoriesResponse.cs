using Amazon.Runtime;

namespace Amazon.ECR.Model;

public partial class DescribeRepositoriesResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }

    public List<Repository> Repositories { get; set; }
}
