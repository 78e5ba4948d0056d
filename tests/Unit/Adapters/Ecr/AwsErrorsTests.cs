using System.Net;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Bakehouse.Adapters.Ecr;

namespace Bakehouse.UnitTests.Adapters.Ecr;

internal sealed class AwsErrorsTests
{
    [TestCase("ExpiredTokenException", "expired", "sso login")]
    [TestCase("ExpiredToken", "expired", "sso login")]
    [TestCase("UnrecognizedClientException", "does not know", "AWS_ACCESS_KEY_ID")]
    [TestCase("InvalidClientTokenId", "does not know", "AWS_ACCESS_KEY_ID")]
    [TestCase("SignatureDoesNotMatch", "signature", "AWS_SECRET_ACCESS_KEY")]
    [TestCase("AccessDeniedException", "don't permit ecr:CreateRepository", "Add ecr:CreateRepository")]
    [TestCase("ThrottlingException", "one call too many", "later")]
    [TestCase("RepositoryNotFoundException", "no such repository", "--create-repositories")]
    [TestCase("ServerException", "failed", "again")]
    public void Code_OfAws_HasItsProblemAndRemedy(string code, string problem, string remedy)
    {
        var error = AwsErrors.Of(Failure(code, "it was so"), "ecr:CreateRepository", "team/base");

        Assert.That(error.Problem, Does.Contain(problem));
        Assert.That(error.Remedy, Does.Contain(remedy));
    }

    [Test]
    public void Denial_ThatNamesTheAction_NamesThatOne()
    {
        const string message =
            "User: arn:aws:iam::123456789012:user/baker is not authorized to perform: ecr:TagResource on resource: "
            + "arn:aws:ecr:eu-central-1:123456789012:repository/a because no identity-based policy allows it";

        var error = AwsErrors.Of(Failure("AccessDeniedException", message), "ecr:CreateRepository", "a");

        Assert.That(error.Problem, Does.Contain("don't permit ecr:TagResource of a"));
        Assert.That(error.Remedy, Does.Contain("Add ecr:TagResource"));
    }

    [Test]
    public void Signature_ForAnotherRegion_IsAnErrorOfTheRegion()
    {
        var failure = Failure("InvalidSignatureException", "Credential should be scoped to a valid region.");

        Assert.That(AwsErrors.Of(failure, "ecr:DescribeRepositories", null).Remedy, Does.Contain("AWS_REGION"));
    }

    [Test]
    public void Unreachable_Endpoint_NamesTheRegion()
    {
        var failure = new AmazonECRException(new HttpRequestException("Name or service not known"));

        var error = AwsErrors.Of(failure, "ecr:GetAuthorizationToken", null);

        Assert.That(error.Problem, Does.Contain("cannot be reached").And.Contain("Name or service not known"));
        Assert.That(error.Remedy, Does.Contain("AWS_REGION"));
    }

    [Test]
    public void BakehouseError_OfALink_StaysAsItIs()
    {
        var known = new BakehouseException("What is wrong.", "What mends it.");

        Assert.That(AwsErrors.Of(known, "ecr:GetAuthorizationToken", null), Is.SameAs(known));
    }

    private static AmazonServiceException Failure(string code, string message) =>
        code == nameof(RepositoryNotFoundException)
            ? new RepositoryNotFoundException(message, ErrorType.Sender, code, "1", HttpStatusCode.BadRequest)
            : new AmazonECRException(message, ErrorType.Sender, code, "1", HttpStatusCode.BadRequest);
}
