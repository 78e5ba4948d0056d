using System.Net;
using Amazon.ECR;
using Amazon.ECR.Model;

namespace Bakehouse.UnitTests.Standins;

/// <summary>What goes over the wire: AWS JSON 1.1 protocol, and ECR's API reference.</summary>
internal sealed class EcrClientTests
{
    [Test]
    public async Task Request_OfAnOperation_IsASignedPostThatNamesIt()
    {
        using var fixture = new EcrClientFixture().Answer("{}");

        await fixture.Client.CreateRepositoryAsync(
            new CreateRepositoryRequest
            {
                RepositoryName = "team/base",
                ImageTagMutability = ImageTagMutability.MUTABLE_WITH_EXCLUSION,
                ImageTagMutabilityExclusionFilters =
                [
                    new ImageTagMutabilityExclusionFilter
                    {
                        Filter = "*.*",
                        FilterType = ImageTagMutabilityExclusionFilterType.WILDCARD,
                    },
                ],
                ImageScanningConfiguration = new ImageScanningConfiguration { ScanOnPush = true },
            }
        );

        var request = fixture.Sent.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Address, Is.EqualTo("https://api.ecr.eu-west-1.amazonaws.com/"));
            Assert.That(
                request.Headers["X-Amz-Target"],
                Is.EqualTo("AmazonEC2ContainerRegistry_V20150921.CreateRepository")
            );
            Assert.That(request.Headers["Content-Type"], Is.EqualTo("application/x-amz-json-1.1"));
            Assert.That(
                request.Headers["Authorization"],
                Does.Match("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-west-1/ecr/aws4_request, ")
            );
            Assert.That(
                request.Body,
                Is.EqualTo(
                    """{"imageScanningConfiguration":{"scanOnPush":true},"""
                        + """ "imageTagMutability":"MUTABLE_WITH_EXCLUSION",""".Trim()
                        + """ "imageTagMutabilityExclusionFilters":[{"filter":"*.*","filterType":"WILDCARD"}],""".Trim()
                        + """ "repositoryName":"team/base"}""".Trim()
                )
            );
        }
    }

    [Test]
    public async Task Response_WithTimesAndUnknownMembers_IsRead()
    {
        using var fixture = new EcrClientFixture().Answer(
            """
            {"authorizationData":[{"authorizationToken":"QVdTOng=","expiresAt":1764288000.5,
            "proxyEndpoint":"https://123456789012.dkr.ecr.eu-west-1.amazonaws.com"}],"new":{"a":[1]}}
            """
        );

        var response = await fixture.Client.GetAuthorizationTokenAsync(new GetAuthorizationTokenRequest());

        var data = response.AuthorizationData.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.AuthorizationToken, Is.EqualTo("QVdTOng="));
            Assert.That(data.ExpiresAt, Is.EqualTo(new DateTime(2025, 11, 28, 0, 0, 0, 500, DateTimeKind.Utc)));
            Assert.That(data.ExpiresAt!.Value.Kind, Is.EqualTo(DateTimeKind.Utc));
            Assert.That(response.HttpStatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [TestCase("RepositoryNotFoundException", typeof(RepositoryNotFoundException))]
    [TestCase("RepositoryAlreadyExistsException", typeof(RepositoryAlreadyExistsException))]
    [TestCase("ImageNotFoundException", typeof(ImageNotFoundException))]
    [TestCase("ScanNotFoundException", typeof(ScanNotFoundException))]
    [TestCase("AccessDeniedException", typeof(AmazonECRException))]
    public void Error_WithACode_IsTheExceptionOfThatName(string code, Type exception)
    {
        using var fixture = new EcrClientFixture().Answer(
            $$"""{"__type":"com.amazonaws.ecr#{{code}}","message":"not this time"}""",
            HttpStatusCode.BadRequest
        );

        var thrown = Assert.CatchAsync<AmazonECRException>(() =>
            fixture.Client.DescribeImagesAsync(new DescribeImagesRequest { RepositoryName = "x" })
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(thrown, Is.TypeOf(exception));
            Assert.That(thrown!.ErrorCode, Is.EqualTo(code));
            Assert.That(thrown.Message, Is.EqualTo("not this time"));
            Assert.That(thrown.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task Throttling_ThatPasses_IsRetried()
    {
        using var fixture = new EcrClientFixture()
            .Answer("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", HttpStatusCode.BadRequest)
            .Answer("""{"repositories":[]}""");

        await fixture.Client.DescribeRepositoriesAsync(new DescribeRepositoriesRequest());

        Assert.That(fixture.Sent, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Paginator_OverPages_AsksForTheNextUntilThereIsNone()
    {
        using var fixture = new EcrClientFixture()
            .Answer("""{"repositories":[{"repositoryName":"a"},{"repositoryName":"b"}],"nextToken":"page2"}""")
            .Answer("""{"repositories":[{"repositoryName":"c"}]}""");
        var names = new List<string>();

        var pages = fixture.Client.Paginators.DescribeRepositories(new DescribeRepositoriesRequest { MaxResults = 2 });
        await foreach (var repository in pages.Repositories)
        {
            names.Add(repository.RepositoryName);
        }

        Assert.That(names, Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(
            fixture.Sent.Select(request => request.Body),
            Is.EqualTo(new[] { """{"maxResults":2}""", """{"maxResults":2,"nextToken":"page2"}""" })
        );
    }
}
