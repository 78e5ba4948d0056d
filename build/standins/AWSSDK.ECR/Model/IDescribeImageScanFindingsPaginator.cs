using Amazon.Runtime;

namespace Amazon.ECR.Model;

public interface IDescribeImageScanFindingsPaginator
{
    IPaginatedEnumerable<DescribeImageScanFindingsResponse> Responses { get; }
}
