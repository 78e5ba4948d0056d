using Bakehouse.LocalEcr;
using Bakehouse.LocalEcr.Gateway;

namespace Bakehouse.UnitTests.LocalEcr.Gateway;

internal sealed class AuthorizationTokensTests
{
    private const string Principal = "arn:aws:iam::123456789012:user/some body";
    private readonly string folder = Directory.CreateTempSubdirectory("bakehouse-tokens-").FullName;
    private readonly MovableTime time = new();

    [TearDown]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Token_UntilItsEnd_SaysWhoseItIs()
    {
        var tokens = Open();
        var (password, expiration) = tokens.Issue(Principal);

        Assert.That(expiration, Is.EqualTo(time.Now.AddHours(12)));
        Assert.That(tokens.Read(password), Is.EqualTo(new TokenHolder(Principal, IsExpired: false)));

        time.Now = expiration;
        Assert.That(tokens.Read(password)!.IsExpired, Is.True);
    }

    [Test]
    public void Token_AfterARestart_StillHolds()
    {
        var (password, _) = Open().Issue(Principal);

        Assert.That(Open().Read(password)!.IsExpired, Is.False);
    }

    [Test]
    public void Token_ThatWasChanged_IsNone()
    {
        var tokens = Open();
        var bytes = Convert.FromBase64String(tokens.Issue(Principal).Password);
        bytes[^1] ^= 1;

        Assert.That(tokens.Read(Convert.ToBase64String(bytes)), Is.Null);
        Assert.That(tokens.Read("no base64!"), Is.Null);
    }

    [Test]
    public void Revoke_EndsThoseIssuedSoFarAndNoneAfter()
    {
        var tokens = Open();
        var (before, _) = tokens.Issue(Principal);
        tokens.Revoke();
        time.Now = time.Now.AddSeconds(1);
        var (after, _) = tokens.Issue(Principal);

        Assert.That((tokens.Read(before)!.IsExpired, tokens.Read(after)!.IsExpired), Is.EqualTo((true, false)));
    }

    private AuthorizationTokens Open() =>
        new(
            new LocalEcrOptions
            {
                Port = 0,
                Storage = new Uri("http://127.0.0.1:1"),
                Data = folder,
                AccessKeys = [],
            },
            time
        );

    private sealed class MovableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 18, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
