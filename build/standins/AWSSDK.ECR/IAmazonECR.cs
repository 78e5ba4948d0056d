using Amazon.ECR.Model;
using Amazon.Runtime;

namespace Amazon.ECR;

public interface IAmazonECR : IAmazonService, IDisposable
{
    IECRPaginatorFactory Paginators { get; }

    Task<BatchDeleteImageResponse> BatchDeleteImageAsync(
        BatchDeleteImageRequest request,
        CancellationToken cancellationToken = default
    );

    Task<CreateRepositoryResponse> CreateRepositoryAsync(
        CreateRepositoryRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeImageScanFindingsResponse> DescribeImageScanFindingsAsync(
        DescribeImageScanFindingsRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeImagesResponse> DescribeImagesAsync(
        DescribeImagesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(
        DescribeRepositoriesRequest request,
        CancellationToken cancellationToken = default
    );

    Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request,
        CancellationToken cancellationToken = default
    );

    Task<PutLifecyclePolicyResponse> PutLifecyclePolicyAsync(
        PutLifecyclePolicyRequest request,
        CancellationToken cancellationToken = default
    );

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECRConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials,
        ClientConfig clientConfig
    ) => new AmazonECRClient(awsCredentials, (AmazonECRConfig)clientConfig);
}
