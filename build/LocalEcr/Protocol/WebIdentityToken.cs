using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.LocalEcr.Protocol;

/// <summary>The claims of an OpenID Connect token that STS goes by. Its signature is not checked here.</summary>
/// <param name="Subject">The claim <c>sub</c>.</param>
/// <param name="Expiration">The claim <c>exp</c>; null where it has none.</param>
internal sealed record WebIdentityToken(string Subject, DateTimeOffset? Expiration)
{
    /// <param name="token">A JWT in its compact form (RFC 7519).</param>
    public static WebIdentityToken Read(string token)
    {
        try
        {
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
            return new WebIdentityToken(
                claims["sub"]?.GetValue<string>() ?? "",
                claims["exp"]?.GetValue<long>() is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null
            );
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or FormatException or JsonException)
        {
            throw new AwsException(
                "InvalidIdentityToken",
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
            );
        }
    }
}
