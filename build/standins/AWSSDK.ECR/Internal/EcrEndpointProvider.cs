using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace Amazon.ECR.Internal;

/// <summary>Where the service's API is in a region: AWS General Reference, "Amazon ECR endpoints and quotas".</summary>
internal sealed class EcrEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var region = (string)parameters["Region"];
        var fips = (bool)parameters["UseFIPS"];
        var dualStack = (bool)parameters["UseDualStack"];
        if (parameters["Endpoint"] is string { Length: > 0 } configured)
        {
            return (fips, dualStack) switch
            {
                (true, _) => throw Wrong("FIPS and custom endpoint are not supported"),
                (_, true) => throw Wrong("Dualstack and custom endpoint are not supported"),
                _ => new Endpoint(configured),
            };
        }

        if (string.IsNullOrEmpty(region))
        {
            throw Wrong("Missing Region");
        }

        var partition = Partition(region);
        if ((fips && !partition.supportsFIPS) || (dualStack && !partition.supportsDualStack))
        {
            throw Wrong("this partition does not support FIPS or dual stack");
        }

        return new Endpoint($"https://{Host(region, partition.name, fips, dualStack, partition)}");
    }

    private static string Host(
        string region,
        string partition,
        bool fips,
        bool dualStack,
        Runtime.Internal.Endpoints.StandardLibrary.Partition suffixes
    ) =>
        (fips, dualStack, partition) switch
        {
            (true, true, "aws" or "aws-us-gov") => $"ecr-fips.{region}.api.aws",
            (true, true, _) => $"api.ecr-fips.{region}.{suffixes.dualStackDnsSuffix}",
            (true, false, "aws" or "aws-us-gov") => $"ecr-fips.{region}.amazonaws.com",
            (true, false, _) => $"api.ecr-fips.{region}.{suffixes.dnsSuffix}",
            (false, true, "aws" or "aws-us-gov") => $"ecr.{region}.api.aws",
            (false, true, "aws-cn") => $"ecr.{region}.api.amazonwebservices.com.cn",
            (false, true, _) => $"api.ecr.{region}.{suffixes.dualStackDnsSuffix}",
            _ => $"api.ecr.{region}.{suffixes.dnsSuffix}",
        };

    private static AmazonClientException Wrong(string why) => new($"Invalid Configuration: {why}");
}
