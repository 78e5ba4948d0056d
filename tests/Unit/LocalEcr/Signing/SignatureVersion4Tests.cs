using System.Text;
using Bakehouse.LocalEcr.Signing;

namespace Bakehouse.UnitTests.LocalEcr.Signing;

/// <summary>The signatures that AWS publishes with its test suite for Signature Version 4, and in its guide.</summary>
internal sealed class SignatureVersion4Tests
{
    private const string Time = "20150830T123600Z";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static readonly CredentialScope Scope = new("20150830", "us-east-1", "service");

    [TestCase("GET", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", TestName = "get-vanilla")]
    [TestCase(
        "POST",
        "",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        TestName = "post-vanilla"
    )]
    [TestCase(
        "GET",
        "Param2=value2&Param1=value1",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        TestName = "get-vanilla-query-order-key-case"
    )]
    [TestCase(
        "GET",
        "Param1=value2&Param1=value1",
        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694",
        TestName = "get-vanilla-query-order-value"
    )]
    [TestCase(
        "GET",
        "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz="
            + "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        TestName = "get-vanilla-query-unreserved"
    )]
    public void Sign_OfThePublishedRequests_GivesThePublishedSignatures(
        string method,
        string query,
        string signature
    ) => Assert.That(Sign(Request(method, query), "host", "x-amz-date"), Is.EqualTo(signature));

    [Test]
    public void Sign_OfAForm_CoversItsBody()
    {
        var request = Request("POST", "", "Param1=value1", ("content-type", "application/x-www-form-urlencoded"));

        Assert.That(
            Sign(request, "content-type", "host", "x-amz-date"),
            Is.EqualTo("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")
        );
    }

    [Test]
    public void Sign_OfHeadersWithSpaces_TrimsThem()
    {
        var request = Request("GET", "", "", ("my-header1", " value1"), ("my-header2", " \"a   b   c\""));

        Assert.That(
            Sign(request, "host", "my-header1", "my-header2", "x-amz-date"),
            Is.EqualTo("acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736")
        );
    }

    [Test]
    public void SigningKey_OfTheGuidesExample_IsTheOneItGives() =>
        Assert.That(
            Convert.ToHexStringLower(
                SignatureVersion4.SigningKey(Secret, new CredentialScope("20150830", "us-east-1", "iam"))
            ),
            Is.EqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9")
        );

    [Test]
    public void Sign_OfTheGuidesExample_IsTheOneItGives()
    {
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8",
            ["host"] = "iam.amazonaws.com",
            ["x-amz-date"] = Time,
        };
        var request = new SignedRequest("GET", "/", "Action=ListUsers&Version=2010-05-08", headers, default);

        Assert.That(
            SignatureVersion4.Sign(
                request,
                ["content-type", "host", "x-amz-date"],
                Time,
                Scope with
                {
                    Service = "iam",
                },
                Secret
            ),
            Is.EqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
        );
    }

    private static string Sign(SignedRequest request, params string[] signedHeaders) =>
        SignatureVersion4.Sign(request, signedHeaders, Time, Scope, Secret);

    private static SignedRequest Request(
        string method,
        string query,
        string body = "",
        params (string Name, string Value)[] headers
    ) =>
        new(
            method,
            "/",
            query,
            headers
                .Append(("host", "example.amazonaws.com"))
                .Append(("x-amz-date", Time))
                .ToDictionary(header => header.Item1, header => header.Item2),
            Encoding.UTF8.GetBytes(body)
        );
}
