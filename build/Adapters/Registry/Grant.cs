using System.Net.Http.Headers;
using System.Text;

namespace Bakehouse.Adapters.Registry;

/// <summary>What is sent along as <c>Authorization</c>, and until when. It never shows its secret.</summary>
/// <param name="header">The value.</param>
/// <param name="expires">From then on another one is needed.</param>
/// <param name="user">Whose it is; null for an anonymous token.</param>
/// <param name="credential">What it was made of; null where it came from a token server.</param>
internal sealed class Grant(
    AuthenticationHeaderValue header,
    DateTimeOffset expires,
    string? user,
    Credential? credential = null
)
{
    public AuthenticationHeaderValue Header { get; } = header;

    public DateTimeOffset Expires { get; } = expires;

    public string? User { get; } = user;

    public bool IsAnonymous => User is null;

    /// <summary>Whether it is a credential that expires, and so may have done so before its time.</summary>
    public bool MayHaveExpired => credential is not null && credential.Expires < DateTimeOffset.MaxValue;

    /// <summary>Notes that a registry takes it for expired.</summary>
    public void Refuse() => credential?.Refuse();

    public static Grant Basic(Credential credential) =>
        new(BasicHeader(credential), credential.Expires, credential.User, credential);

    public static AuthenticationHeaderValue BasicHeader(Credential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}")));

    public override string ToString() => $"{Header.Scheme} grant until {Expires:u}";
}
