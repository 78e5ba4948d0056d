using System.Net.Http.Headers;
using System.Text.Json;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Asks a registry's token server for a token: with GET and a password or nobody's name (distribution,
/// "Token Authentication Specification"), or with POST and an identity token ("OAuth2 Token Authentication").
/// </summary>
internal static class TokenRequest
{
    private const string Client = "bakehouse";
    private const int DefaultLifetime = 60;

    public static HttpRequestMessage Make(RegistryCall call, Challenge challenge, Credential? credential)
    {
        var realm = Realm(call, challenge, credential);
        // The registry's own wish too: it may want more for this request than Bakehouse knows.
        var scopes = call.Scopes.Union(challenge.Scope?.Split(' ') ?? []);
        var fields = new List<KeyValuePair<string, string>>();
        if (challenge.Service is { } service)
            fields.Add(new("service", service));
        HttpRequestMessage request;
        if (credential is { IsIdentityToken: true })
        {
            fields.Add(new("scope", string.Join(' ', scopes)));
            fields.Add(new("client_id", Client));
            fields.Add(new("grant_type", "refresh_token"));
            fields.Add(new("refresh_token", credential.Secret));
            request = new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(fields) };
        }
        else
        {
            fields.AddRange(scopes.Select(scope => new KeyValuePair<string, string>("scope", scope)));
            var query = string.Join('&', fields.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
            var separator = realm.Query.Length > 0 ? '&' : '?';
            request = new HttpRequestMessage(HttpMethod.Get, $"{realm.AbsoluteUri}{separator}{query}");
            if (credential is not null)
                request.Headers.Authorization = Grant.BasicHeader(credential);
        }
        (call with { Kind = RequestKind.Token }).AttachTo(request);
        return request;
    }

    public static async Task<Grant> ReadAsync(
        RegistryCall call,
        HttpResponseMessage response,
        Credential? credential,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // Neither the body nor the parser's message goes into the error: there may be a token in it.
        TokenAnswer? answer;
        try
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            answer = JsonSerializer.Deserialize(body, RegistryJson.Default.TokenAnswer);
        }
        catch (JsonException)
        {
            answer = null;
        }
        if (answer is null || (answer.Token ?? answer.AccessToken) is not { Length: > 0 } token)
            throw new RegistryException($"The token server of {call.Registry} sent no token.", response.StatusCode);
        // Renewed when nine tenths are over, so that no request is under way when it ends.
        var lifetime = TimeSpan.FromSeconds(answer.ExpiresIn is > 0 and var given ? given : DefaultLifetime) * 0.9;
        return new Grant(new AuthenticationHeaderValue("Bearer", token), now + lifetime, credential?.User);
    }

    private static Uri Realm(RegistryCall call, Challenge challenge, Credential? credential)
    {
        if (!Uri.TryCreate(challenge.Realm, UriKind.Absolute, out var realm) || !realm.Scheme.StartsWith("http"))
            throw new RegistryException($"{call.Registry} names no token server: '{challenge.Realm}'.");
        if (credential is not null && realm.Scheme != Uri.UriSchemeHttps && !RegistryEndpoint.IsLoopback(realm))
            throw new BakehouseException(
                $"{call.Registry} wants its credentials sent unencrypted to {realm.Host}.",
                "Serve the token server of that registry with HTTPS."
            );
        return realm;
    }
}
