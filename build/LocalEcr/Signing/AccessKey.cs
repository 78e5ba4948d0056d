namespace Bakehouse.LocalEcr.Signing;

/// <summary>A key that signs requests, and who it stands for.</summary>
/// <param name="Id">The access key's identifier: <c>AKIA…</c>, or <c>ASIA…</c> for a temporary one.</param>
/// <param name="Secret">The secret access key.</param>
/// <param name="PrincipalArn">The user or the assumed role: <c>arn:aws:iam::123456789012:user/baker</c>.</param>
public sealed record AccessKey(string Id, string Secret, string PrincipalArn)
{
    /// <summary>What a request signed with a temporary key must bring along; null for a key that lasts.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When a temporary key ends; null for a key that lasts.</summary>
    public DateTimeOffset? Expiration { get; init; }
}
