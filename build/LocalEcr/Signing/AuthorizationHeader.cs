namespace Bakehouse.LocalEcr.Signing;

/// <summary>The header <c>Authorization</c> of a signed request.</summary>
internal sealed record AuthorizationHeader(
    string AccessKeyId,
    CredentialScope Scope,
    IReadOnlyList<string> SignedHeaders,
    string Signature
)
{
    /// <returns>Null where it is not of the form of Signature Version 4.</returns>
    public static AuthorizationHeader? Parse(string header)
    {
        if (!header.StartsWith(SignatureVersion4.Algorithm + " ", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = header[SignatureVersion4.Algorithm.Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0])
            .ToDictionary(group => group.Key, group => group.First()[1]);
        return
            parts.GetValueOrDefault("Credential")?.Split('/')
                is [var id, var date, var region, var service, CredentialScope.Terminator]
            && parts.TryGetValue("SignedHeaders", out var names)
            && parts.TryGetValue("Signature", out var signature)
            ? new AuthorizationHeader(id, new CredentialScope(date, region, service), names.Split(';'), signature)
            : null;
    }
}
