using Amazon.ECR.Internal;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ECR;

public partial class AmazonECRClient : AmazonServiceClient, IAmazonECR
{
    private static readonly IServiceMetadata Metadata = new EcrMetadata();

    public AmazonECRClient()
        : base(new AmazonECRConfig()) { }

    public AmazonECRClient(RegionEndpoint region)
        : base(new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(AmazonECRConfig config)
        : base(config) { }

    public AmazonECRClient(AWSCredentials credentials)
        : this(credentials, new AmazonECRConfig()) { }

    public AmazonECRClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(AWSCredentials credentials, AmazonECRConfig clientConfig)
        : base(credentials, clientConfig) { }

    public IECRPaginatorFactory Paginators => field ??= new EcrPaginatorFactory(this);

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public virtual Task<BatchDeleteImageResponse> BatchDeleteImageAsync(
        BatchDeleteImageRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(request, Operations.BatchDeleteImage, cancellationToken);

    public virtual Task<CreateRepositoryResponse> CreateRepositoryAsync(
        CreateRepositoryRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(request, Operations.CreateRepository, cancellationToken);

    public virtual Task<DescribeImageScanFindingsResponse> DescribeImageScanFindingsAsync(
        DescribeImageScanFindingsRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(request, Operations.DescribeImageScanFindings, cancellationToken);

    public virtual Task<DescribeImagesResponse> DescribeImagesAsync(
        DescribeImagesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(request, Operations.DescribeImages, cancellationToken);

    public virtual Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(
        DescribeRepositoriesRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(request, Operations.DescribeRepositories, cancellationToken);

    public virtual Task<GetAuthorizationTokenResponse> GetAuthorizationTokenAsync(
        GetAuthorizationTokenRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(request, Operations.GetAuthorizationToken, cancellationToken);

    public virtual Task<PutLifecyclePolicyResponse> PutLifecyclePolicyAsync(
        PutLifecyclePolicyRequest request,
        CancellationToken cancellationToken = default
    ) => InvokeAsync(request, Operations.PutLifecyclePolicy, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EcrEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new EcrAuthSchemeHandler());
    }

    private Task<TResponse> InvokeAsync<TRequest, TResponse>(
        TRequest request,
        Operation<TRequest, TResponse> operation,
        CancellationToken cancellationToken
    )
        where TRequest : AmazonECRRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request,
            new InvokeOptions { RequestMarshaller = operation.Request, ResponseUnmarshaller = operation.Response },
            cancellationToken
        );
}
