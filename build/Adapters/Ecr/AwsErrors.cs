using System.Net;
using Amazon.Runtime;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Ecr;

/// <summary>Makes of what AWS answers the exception that says what to do about it.</summary>
internal static class AwsErrors
{
    private static readonly string[] Expired =
    [
        "ExpiredToken",
        "ExpiredTokenException",
        "RequestExpired",
        "TokenRefreshRequired",
    ];

    private static readonly string[] Unknown =
    [
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        "InvalidAccessKeyId",
        "InvalidIdentityToken",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
    ];

    private static readonly string[] BadSignature = ["InvalidSignatureException", "SignatureDoesNotMatch"];

    private static readonly string[] Denied =
    [
        "AccessDenied",
        "AccessDeniedException",
        "UnauthorizedOperation",
        "NotAuthorized",
    ];

    private static readonly string[] Throttled =
    [
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
    ];

    public static BakehouseException NoCredentials() =>
        new(
            "There are no AWS credentials.",
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE after `aws sso login`; in GitLab give the job a "
                + "role by id_tokens (README, \"AWS ECR\")."
        );

    /// <summary>What AWS answered where it refused the credentials, which the SDK may have wrapped; null where it did not.</summary>
    public static AmazonServiceException? FindOfCredentials(Exception? exception) =>
        exception switch
        {
            null => null,
            AmazonServiceException answer when IsOfCredentials(answer) => answer,
            _ => FindOfCredentials(exception.InnerException),
        };

    /// <param name="exception">What came of the call.</param>
    /// <param name="action">The IAM action that the call needs: <c>ecr:CreateRepository</c>.</param>
    /// <param name="where">What it was asked of: a registry, a repository, a role; null where nothing is to be named.</param>
    public static BakehouseException Of(Exception exception, string action, object? where)
    {
        var place = where is null ? "" : $" of {where}";
        return exception switch
        {
            BakehouseException known => known,
            AmazonServiceException { ErrorCode: var code } when Expired.Contains(code) => new BakehouseException(
                "The AWS credentials have expired.",
                "Renew them: `aws sso login`, a new session, or in GitLab the job, with a longer session of the role.",
                exception
            ),
            AmazonServiceException { ErrorCode: var code } when Unknown.Contains(code) => new BakehouseException(
                $"AWS does not know the credentials: {exception.Message}",
                "Correct AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile that AWS_PROFILE names.",
                exception
            ),
            AmazonServiceException { ErrorCode: var code } when BadSignature.Contains(code) => IsOfRegion(exception)
                ? WrongRegion(exception)
                : new BakehouseException(
                    $"AWS does not accept the signature: {exception.Message}",
                    "Correct AWS_SECRET_ACCESS_KEY, and look at this machine's clock.",
                    exception
                ),
            AmazonServiceException service when IsDenied(service) => EcrMessage.NoPermission(
                EcrMessage.MissingAction(service.Message) ?? action,
                place,
                exception
            ),
            AmazonServiceException { ErrorCode: var code } when Throttled.Contains(code) => Throttling(
                exception,
                action
            ),
            AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests } => Throttling(exception, action),
            AmazonServiceException { ErrorCode: "RepositoryNotFoundException" } => new BakehouseException(
                $"There is no such repository: {exception.Message}",
                "Create it with --create-repositories, or by cloudformation/ecr.yaml.",
                exception
            ),
            _ when exception.GetBaseException() is HttpRequestException or System.Net.Sockets.SocketException =>
                new BakehouseException(
                    $"AWS cannot be reached for {action}{place}: {exception.GetBaseException().Message}",
                    "Correct the region in AWS_REGION or in the registry's name, or look at the network and its proxy.",
                    exception
                ),
            _ => new BakehouseException(
                $"{action}{place} failed: {exception.Message}",
                "Look at the state of the AWS account, and run again.",
                exception
            ),
        };
    }

    private static bool IsOfCredentials(AmazonServiceException exception) =>
        Expired.Contains(exception.ErrorCode) || Unknown.Contains(exception.ErrorCode) || IsDenied(exception);

    private static bool IsDenied(AmazonServiceException exception) =>
        Denied.Contains(exception.ErrorCode) || EcrMessage.MissingAction(exception.Message) is not null;

    private static bool IsOfRegion(Exception exception) =>
        exception.Message.Contains("valid region", StringComparison.OrdinalIgnoreCase);

    private static BakehouseException WrongRegion(Exception exception) =>
        new(
            $"The region is not the one that AWS expects: {exception.Message}",
            "Correct AWS_REGION, or the region in the name that --registry gives.",
            exception
        );

    private static BakehouseException Throttling(Exception exception, string action) =>
        new(
            $"AWS keeps refusing {action} as one call too many: {exception.Message}",
            "Run again later, with fewer --jobs, or have the account's quota raised.",
            exception
        );
}
