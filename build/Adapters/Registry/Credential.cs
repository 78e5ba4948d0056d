namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Who somebody is to a registry: a name and a password, or a refresh token that an earlier login left
/// (<paramref name="isIdentityToken"/>), until a time at which another has to be asked for, if there is one
/// (<paramref name="expires"/>) or a registry refuses it. A class, not a record: it never shows its secret.
/// </summary>
public sealed class Credential(string user, string secret, bool isIdentityToken = false, DateTimeOffset? expires = null)
{
    private volatile bool isRefused;

    public string User { get; } = user;

    public bool IsIdentityToken { get; } = isIdentityToken;

    public DateTimeOffset Expires => isRefused ? DateTimeOffset.MinValue : expires ?? DateTimeOffset.MaxValue;

    internal string Secret { get; } = secret;

    /// <summary>
    /// Notes that a registry takes it for expired, whatever this machine's clock says. What never expires holds on.
    /// </summary>
    internal void Refuse() => isRefused = expires is not null;

    public override string ToString() => $"credentials of {User}";
}
