using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.LocalEcr.Signing;

/// <summary>Finds out who signed a request, and refuses those that AWS would refuse.</summary>
internal sealed class RequestVerifier(AccessKeys keys, LocalEcrOptions options, TimeProvider time)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    // The legacy global endpoint of STS is signed for this region, wherever it is called from.
    private const string GlobalRegion = "us-east-1";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="request">The request.</param>
    /// <param name="service">The service that it came to: <c>ecr</c>, <c>sts</c>.</param>
    /// <exception cref="AwsException">With the codes of the JSON protocol.</exception>
    public AccessKey Verify(SignedRequest request, string service)
    {
        if (!request.Headers.TryGetValue("authorization", out var header))
        {
            throw new AwsException("MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        var authorization =
            AuthorizationHeader.Parse(header)
            ?? throw new AwsException(
                "IncompleteSignatureException",
                "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters."
            );
        var key = KeyOf(authorization, request);
        var sent = RejectSkew(request);
        RejectScope(authorization.Scope, service, sent);
        var expected = SignatureVersion4.Sign(
            request,
            authorization.SignedHeaders,
            sent,
            authorization.Scope,
            key.Secret
        );
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(authorization.Signature)
        )
            ? key
            : throw Invalid(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details."
            );
    }

    private AccessKey KeyOf(AuthorizationHeader authorization, SignedRequest request)
    {
        var key = keys.Find(authorization.AccessKeyId);
        if (key is null || key.SessionToken != request.Headers.GetValueOrDefault("x-amz-security-token"))
        {
            throw new AwsException(
                "UnrecognizedClientException",
                "The security token included in the request is invalid."
            );
        }

        return key.Expiration <= time.GetUtcNow()
            ? throw new AwsException("ExpiredTokenException", "The security token included in the request is expired")
            : key;
    }

    private string RejectSkew(SignedRequest request)
    {
        var sent = request.Headers.GetValueOrDefault("x-amz-date", "");
        if (
            !DateTimeOffset.TryParseExact(
                sent,
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var signed
            )
        )
        {
            throw new AwsException(
                "IncompleteSignatureException",
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
            );
        }

        var now = time.GetUtcNow();
        var (earliest, latest) = (now - Tolerance, now + Tolerance);
        return signed < earliest
                ? throw Invalid(
                    $"Signature expired: {sent} is now earlier than {Text(earliest)} ({Text(now)} - 5 min.)"
                )
            : signed > latest
                ? throw Invalid(
                    $"Signature not yet current: {sent} is still later than {Text(latest)} ({Text(now)} + 5 min.)"
                )
            : sent;
    }

    private void RejectScope(CredentialScope scope, string service, string sent)
    {
        if (scope.Service != service)
        {
            throw Invalid($"Credential should be scoped to correct service: '{service}'.");
        }

        if (scope.Region != options.Region && !(service == "sts" && scope.Region == GlobalRegion))
        {
            throw Invalid("Credential should be scoped to a valid region.");
        }

        if (!sent.StartsWith(scope.Date, StringComparison.Ordinal))
        {
            throw Invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP");
        }
    }

    private static AwsException Invalid(string message) => new("InvalidSignatureException", message);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(TimeFormat);
}
