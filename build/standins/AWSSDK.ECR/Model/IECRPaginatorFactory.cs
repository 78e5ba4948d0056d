namespace Amazon.ECR.Model;

public interface IECRPaginatorFactory
{
    IDescribeImageScanFindingsPaginator DescribeImageScanFindings(DescribeImageScanFindingsRequest request);

    IDescribeRepositoriesPaginator DescribeRepositories(DescribeRepositoriesRequest request);
}
