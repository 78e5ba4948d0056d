using System.Globalization;
using System.Text;
using Bakehouse.LocalEcr;
using Bakehouse.LocalEcr.Access;
using Bakehouse.LocalEcr.Signing;

namespace Bakehouse.UnitTests.LocalEcr.Signing;

internal sealed class RequestVerifierTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 18, 0, 0, TimeSpan.Zero);
    private static readonly AccessKey Key = new("AKIATEST", "secret", "arn:aws:iam::123456789012:user/baker");

    private static readonly LocalEcrOptions Options = new()
    {
        Port = 0,
        Storage = new Uri("http://127.0.0.1:1"),
        Data = "",
        AccessKeys = [Key],
    };

    private readonly AccessKeys keys = new(Options);

    [Test]
    public void Verify_SignedWithAKnownKey_GivesWhoSigned() => Assert.That(Verify(Sign()), Is.EqualTo(Key));

    [Test]
    public void Verify_Unsigned_IsRefused() =>
        AssertRefused(
            new SignedRequest("POST", "/", "", Headers(), default),
            "MissingAuthenticationTokenException",
            "Missing"
        );

    [Test]
    public void Verify_OfAnotherBodyThanWasSigned_IsRefused() =>
        AssertRefused(Sign() with { Body = "{}"u8.ToArray() }, "InvalidSignatureException", "does not match");

    [Test]
    public void Verify_WithAnotherSecret_IsRefused() =>
        AssertRefused(Sign(Key with { Secret = "guessed" }), "InvalidSignatureException", "does not match");

    [Test]
    public void Verify_WithAnUnknownKey_IsRefused() =>
        AssertRefused(
            Sign(Key with { Id = "AKIAOTHER" }),
            "UnrecognizedClientException",
            "token included in the request is invalid"
        );

    [Test]
    public void Verify_ForAnotherRegion_IsRefused() =>
        AssertRefused(Sign(region: "us-west-2"), "InvalidSignatureException", "valid region");

    [Test]
    public void Verify_ForAnotherService_IsRefused() =>
        AssertRefused(Sign(service: "s3"), "InvalidSignatureException", "correct service: 'ecr'");

    [TestCase(-6, "Signature expired: 20261121T175400Z is now earlier than 20261121T175500Z")]
    [TestCase(6, "Signature not yet current: 20261121T180600Z is still later than 20261121T180500Z")]
    public void Verify_WithAClockThatIsWrong_IsRefused(int minutes, string message) =>
        AssertRefused(Sign(time: Now.AddMinutes(minutes)), "InvalidSignatureException", message);

    [Test]
    public void Verify_WithATemporaryKey_HoldsUntilItsEnd()
    {
        var issued = keys.Issue("arn:aws:sts::123456789012:assumed-role/r/s", Now.AddHours(1));

        Assert.That(Verify(Sign(issued)), Is.EqualTo(issued));

        keys.Add(issued with { Expiration = Now });
        AssertRefused(Sign(issued), "ExpiredTokenException", "expired");
    }

    [Test]
    public void Verify_WithATemporaryKeyButNotItsToken_IsRefused()
    {
        var issued = keys.Issue("arn:aws:sts::123456789012:assumed-role/r/s", Now.AddHours(1));

        AssertRefused(Sign(issued with { SessionToken = null }), "UnrecognizedClientException", "invalid");
    }

    private void AssertRefused(SignedRequest request, string code, string message)
    {
        var refusal = Assert.Throws<AwsException>(() => Verify(request))!;
        Assert.That(refusal.Code, Is.EqualTo(code));
        Assert.That(refusal.Message, Does.Contain(message));
    }

    private AccessKey Verify(SignedRequest request) =>
        new RequestVerifier(keys, Options, new FixedTime(Now)).Verify(request, "ecr");

    private static Dictionary<string, string> Headers() => new() { ["host"] = "127.0.0.1" };

    private static SignedRequest Sign(
        AccessKey? key = null,
        string region = "eu-central-1",
        string service = "ecr",
        DateTimeOffset? time = null
    )
    {
        var signer = key ?? Key;
        var sent = (time ?? Now).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = Headers();
        headers["x-amz-date"] = sent;
        if (signer.SessionToken is { } token)
        {
            headers["x-amz-security-token"] = token;
        }

        var scope = new CredentialScope(sent[..8], region, service);
        var request = new SignedRequest("POST", "/", "", headers, Encoding.UTF8.GetBytes("""{"maxResults":1}"""));
        var signature = SignatureVersion4.Sign(request, ["host", "x-amz-date"], sent, scope, signer.Secret);
        headers["authorization"] =
            $"AWS4-HMAC-SHA256 Credential={signer.Id}/{scope}, SignedHeaders=host;x-amz-date, Signature={signature}";
        return request;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
