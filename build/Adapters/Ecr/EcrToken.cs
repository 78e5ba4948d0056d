using System.Text;
using Amazon.ECR.Model;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Ecr;

/// <summary>
/// An authorization token (ECR API Reference, AuthorizationData). A class, not a record: it never shows its secret.
/// </summary>
public sealed class EcrToken
{
    // A push that begins with it should have time to end.
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(30);

    private EcrToken(Credential credential, string host)
    {
        Credential = credential;
        Host = host;
    }

    /// <summary>What a registry asks for by Basic authentication; it holds until another token has to be fetched.</summary>
    public Credential Credential { get; }

    /// <summary>The registry that the token was issued for: <c>host[:port]</c>.</summary>
    public string Host { get; }

    public override string ToString() => $"token of {Host}";

    internal static EcrToken Read(AuthorizationData data, DateTimeOffset now)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(data.AuthorizationToken));
        var colon = text.IndexOf(':');
        var end = new DateTimeOffset(DateTime.SpecifyKind(data.ExpiresAt!.Value.ToUniversalTime(), DateTimeKind.Utc));
        var margin = new[] { (end - now) / 4, LongestMargin }.Min();
        return new EcrToken(
            new Credential(text[..colon], text[(colon + 1)..], expires: end - margin),
            new Uri(data.ProxyEndpoint).Authority
        );
    }
}
