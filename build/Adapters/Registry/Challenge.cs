using System.Net.Http.Headers;

namespace Bakehouse.Adapters.Registry;

/// <summary>How a registry wants to be told who asks (RFC 9110, section 11.6.1; distribution, "Token Authentication").</summary>
internal sealed record Challenge(bool IsBearer, string? Realm, string? Service, string? Scope)
{
    /// <summary>The best that Bakehouse can answer; null where the registry asks for something else.</summary>
    public static Challenge? Of(HttpResponseHeaders headers) =>
        headers
            .WwwAuthenticate.Select(From)
            .OfType<Challenge>()
            .OrderByDescending(challenge => challenge.IsBearer)
            .FirstOrDefault();

    private static Challenge? From(AuthenticationHeaderValue header)
    {
        var parameters = Parameters(header.Parameter ?? "");
        var realm = parameters.GetValueOrDefault("realm");
        if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return new Challenge(false, realm, null, null);
        return header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && realm is not null
            ? new Challenge(true, realm, parameters.GetValueOrDefault("service"), parameters.GetValueOrDefault("scope"))
            : null;
    }

    /// <summary><c>name="value",name=value</c>; a comma within quotes is part of the value, as in a scope.</summary>
    private static Dictionary<string, string> Parameters(string text)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < text.Length; )
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
                break;
            var name = text[at..equals].Trim(' ', ',');
            at = equals + 1;
            parameters[name] = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at);
        }
        return parameters;
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }
        at++;
        return value.ToString();
    }

    private static string Plain(string text, ref int at)
    {
        var comma = text.IndexOf(',', at);
        var end = comma < 0 ? text.Length : comma;
        var value = text[at..end].Trim();
        at = end;
        return value;
    }
}
