namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Who somebody is to a registry: a name and a password, or a refresh token that an earlier login left
/// (<paramref name="isIdentityToken"/>). A class, not a record: it never shows its secret.
/// </summary>
public sealed class Credential(string user, string secret, bool isIdentityToken = false)
{
    public string User { get; } = user;

    public bool IsIdentityToken { get; } = isIdentityToken;

    internal string Secret { get; } = secret;

    public override string ToString() => $"credentials of {User}";
}
