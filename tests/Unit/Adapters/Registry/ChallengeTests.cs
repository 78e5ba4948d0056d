using System.Net;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class ChallengeTests
{
    [TestCase(
        "Bearer realm=\"https://a.test/t\",service=\"s\",scope=\"repository:x:pull,push\",error=\"invalid_token\"",
        "https://a.test/t",
        "s",
        "repository:x:pull,push"
    )]
    [TestCase("bearer REALM=\"https://a.test/t\" , service=plain", "https://a.test/t", "plain", null)]
    [TestCase("Bearer realm=\"https://a.test/\\\"t\\\"\"", "https://a.test/\"t\"", null, null)]
    public void Of_Bearer_ReadsItsParameters(string header, string realm, string? service, string? scope) =>
        Assert.That(Of(header), Is.EqualTo(new Challenge(true, realm, service, scope)));

    [Test]
    public void Of_BasicAndBearer_PrefersTheToken() =>
        Assert.That(Of("Basic realm=\"x\"", "Bearer realm=\"https://a.test/t\"")!.IsBearer, Is.True);

    [TestCase("Negotiate")]
    [TestCase("Bearer service=\"no-realm\"")]
    public void Of_WhatCantBeAnswered_IsNull(string header) => Assert.That(Of(header), Is.Null);

    private static Challenge? Of(params string[] headers)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        foreach (var header in headers)
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", header);
        return Challenge.Of(response.Headers);
    }
}
