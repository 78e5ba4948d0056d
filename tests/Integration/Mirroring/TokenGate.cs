namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>
/// Lets through a proxy whoever has a token, and gives one to everybody who asks (distribution, "Token Authentication
/// Specification").
/// </summary>
internal sealed class TokenGate(FaultyProxy proxy)
{
    private int _current;

    /// <summary>Tokens that were given out.</summary>
    public int Given => proxy.Asked("GET", "/token").Count;

    /// <summary>Whether tokens are good for anything.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>From now on the tokens that were given out are worth nothing.</summary>
    public void Expire() => Interlocked.Increment(ref _current);

    public Fault? Check(ProxiedRequest request)
    {
        if (request.Path == "/token")
            return new Fault.Answer(200, ("Content-Type", "application/json"))
            {
                Body = $$"""{"token":"{{_current}}","expires_in":3600}""",
            };
        return IsOpen && request.Headers.GetValueOrDefault("Authorization") == $"Bearer {_current}"
            ? null
            : new Fault.Answer(
                401,
                ("WWW-Authenticate", $"Bearer realm=\"http://{proxy.Host}/token\",service=\"test\"")
            );
    }
}
