using System.Runtime.CompilerServices;
using Amazon.ECR.Model;
using Amazon.Runtime;

namespace Amazon.ECR.Internal;

internal sealed class EcrPaginatorFactory(IAmazonECR client) : IECRPaginatorFactory
{
    public IDescribeImageScanFindingsPaginator DescribeImageScanFindings(DescribeImageScanFindingsRequest request) =>
        new ScanFindings(
            new Pages<DescribeImageScanFindingsResponse>(
                (next, token) =>
                {
                    request.NextToken = next ?? request.NextToken;
                    return client.DescribeImageScanFindingsAsync(request, token);
                },
                response => response.NextToken
            )
        );

    public IDescribeRepositoriesPaginator DescribeRepositories(DescribeRepositoriesRequest request) =>
        new Repositories(
            new Pages<DescribeRepositoriesResponse>(
                (next, token) =>
                {
                    request.NextToken = next ?? request.NextToken;
                    return client.DescribeRepositoriesAsync(request, token);
                },
                response => response.NextToken
            )
        );

    /// <summary>Asks for one page after the other, as long as there is a next one.</summary>
    private sealed class Pages<TResponse>(
        Func<string, CancellationToken, Task<TResponse>> askAsync,
        Func<TResponse, string> next
    ) : IPaginator<TResponse>
    {
        public async IAsyncEnumerable<TResponse> PaginateAsync(
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            string token = null;
            do
            {
                var page = await askAsync(token, cancellationToken).ConfigureAwait(false);
                token = next(page);
                yield return page;
            } while (!string.IsNullOrEmpty(token));
        }
    }

    private sealed class ScanFindings(IPaginator<DescribeImageScanFindingsResponse> pages)
        : IDescribeImageScanFindingsPaginator
    {
        public IPaginatedEnumerable<DescribeImageScanFindingsResponse> Responses { get; } =
            new PaginatedResponse<DescribeImageScanFindingsResponse>(pages);
    }

    private sealed class Repositories(IPaginator<DescribeRepositoriesResponse> pages) : IDescribeRepositoriesPaginator
    {
        public IPaginatedEnumerable<DescribeRepositoriesResponse> Responses { get; } =
            new PaginatedResponse<DescribeRepositoriesResponse>(pages);

        IPaginatedEnumerable<Repository> IDescribeRepositoriesPaginator.Repositories { get; } =
            new PaginatedResultKeyResponse<DescribeRepositoriesResponse, Repository>(
                pages,
                page => page.Repositories ?? []
            );
    }
}
