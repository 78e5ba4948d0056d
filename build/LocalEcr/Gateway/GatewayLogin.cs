using System.Net;
using System.Text;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>Basic authentication with the password of an authorization token.</summary>
internal sealed class GatewayLogin(AuthorizationTokens tokens)
{
    /// <returns>Whom the request comes from; null where it was answered with an error.</returns>
    public async Task<TokenHolder?> IdentifyAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.WWWAuthenticate =
                $"Basic realm=\"http://{context.Request.Host}/\",service=\"ecr.amazonaws.com\"";
            await OciErrors.WriteAsync(context.Response, HttpStatusCode.Unauthorized, "DENIED", "Not Authorized");
            return null;
        }

        var holder = Decode(header["Basic ".Length..]) is [AuthorizationTokens.User, var password]
            ? tokens.Read(password)
            : null;
        if (holder is null)
        {
            // ECR looks into the token before anything else, and takes a wrong one for a request that makes no sense.
            context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
            return null;
        }

        if (holder.IsExpired)
        {
            var expired = new AwsException(AuthorizationTokens.Expired, AuthorizationTokens.ExpiredMessage);
            await OciErrors.WriteAsync(context.Response, expired);
            return null;
        }

        return holder;
    }

    private static string[] Decode(string encoded)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
