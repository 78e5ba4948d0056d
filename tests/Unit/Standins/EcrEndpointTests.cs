using Amazon;
using Amazon.ECR.Model;

namespace Bakehouse.UnitTests.Standins;

/// <summary>Where requests go. Variables are the process's own: nothing else may run meanwhile.</summary>
[NonParallelizable]
internal sealed class EcrEndpointTests
{
    [TestCase("cn-north-1", false, false, "https://api.ecr.cn-north-1.amazonaws.com.cn/")]
    [TestCase("us-east-1", true, false, "https://ecr-fips.us-east-1.amazonaws.com/")]
    [TestCase("us-east-1", false, true, "https://ecr.us-east-1.api.aws/")]
    [TestCase("us-east-1", true, true, "https://ecr-fips.us-east-1.api.aws/")]
    public async Task Endpoint_OfARegion_IsThatOfItsPartition(string region, bool fips, bool dualStack, string address)
    {
        using var fixture = new EcrClientFixture(config =>
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            config.UseFIPSEndpoint = fips;
            config.UseDualstackEndpoint = dualStack;
        }).Answer("{}");

        await fixture.Client.DescribeRepositoriesAsync(new DescribeRepositoriesRequest());

        Assert.That(fixture.Sent.Single().Address, Is.EqualTo(address));
    }

    [TestCase("AWS_ENDPOINT_URL_ECR")]
    [TestCase("AWS_ENDPOINT_URL")]
    public async Task Endpoint_ThatAVariableNames_IsUsed(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "http://127.0.0.1:4566");
        try
        {
            using var fixture = new EcrClientFixture(config => config.AuthenticationRegion = "eu-west-1").Answer("{}");

            await fixture.Client.DescribeRepositoriesAsync(new DescribeRepositoriesRequest());

            var request = fixture.Sent.Single();
            Assert.That(request.Address, Is.EqualTo("http://127.0.0.1:4566/"));
            Assert.That(request.Headers["Authorization"], Does.Contain("/eu-west-1/ecr/aws4_request"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
