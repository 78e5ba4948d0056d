using System.Text.Json.Serialization.Metadata;
using Amazon.ECR.Model;
using Amazon.Runtime;

namespace Amazon.ECR.Internal;

/// <summary>One operation of the service: how its request is written and its response read.</summary>
internal sealed class Operation<TRequest, TResponse>(
    string name,
    JsonTypeInfo<TRequest> request,
    JsonTypeInfo<TResponse> response
)
    where TRequest : AmazonECRRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    public RequestMarshaller<TRequest> Request { get; } = new(name, request);

    public ResponseReader<TResponse> Response { get; } = new(response);
}

internal static class Operations
{
    public static readonly Operation<BatchDeleteImageRequest, BatchDeleteImageResponse> BatchDeleteImage = new(
        nameof(BatchDeleteImage),
        EcrJson.Default.BatchDeleteImageRequest,
        EcrJson.Default.BatchDeleteImageResponse
    );

    public static readonly Operation<CreateRepositoryRequest, CreateRepositoryResponse> CreateRepository = new(
        nameof(CreateRepository),
        EcrJson.Default.CreateRepositoryRequest,
        EcrJson.Default.CreateRepositoryResponse
    );

    public static readonly Operation<
        DescribeImageScanFindingsRequest,
        DescribeImageScanFindingsResponse
    > DescribeImageScanFindings = new(
        nameof(DescribeImageScanFindings),
        EcrJson.Default.DescribeImageScanFindingsRequest,
        EcrJson.Default.DescribeImageScanFindingsResponse
    );

    public static readonly Operation<DescribeImagesRequest, DescribeImagesResponse> DescribeImages = new(
        nameof(DescribeImages),
        EcrJson.Default.DescribeImagesRequest,
        EcrJson.Default.DescribeImagesResponse
    );

    public static readonly Operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse> DescribeRepositories =
        new(
            nameof(DescribeRepositories),
            EcrJson.Default.DescribeRepositoriesRequest,
            EcrJson.Default.DescribeRepositoriesResponse
        );

    public static readonly Operation<
        GetAuthorizationTokenRequest,
        GetAuthorizationTokenResponse
    > GetAuthorizationToken = new(
        nameof(GetAuthorizationToken),
        EcrJson.Default.GetAuthorizationTokenRequest,
        EcrJson.Default.GetAuthorizationTokenResponse
    );

    public static readonly Operation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse> PutLifecyclePolicy = new(
        nameof(PutLifecyclePolicy),
        EcrJson.Default.PutLifecyclePolicyRequest,
        EcrJson.Default.PutLifecyclePolicyResponse
    );
}
