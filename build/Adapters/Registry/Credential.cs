namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Who somebody is to a registry: a name and a password, or a refresh token that an earlier login left
/// (<paramref name="isIdentityToken"/>), until a time at which another has to be asked for, if there is one
/// (<paramref name="expires"/>). A class, not a record: it never shows its secret.
/// </summary>
public sealed class Credential(string user, string secret, bool isIdentityToken = false, DateTimeOffset? expires = null)
{
    public string User { get; } = user;

    public bool IsIdentityToken { get; } = isIdentityToken;

    public DateTimeOffset Expires { get; } = expires ?? DateTimeOffset.MaxValue;

    internal string Secret { get; } = secret;

    public override string ToString() => $"credentials of {User}";
}
