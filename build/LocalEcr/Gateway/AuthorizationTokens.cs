using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bakehouse.LocalEcr.Gateway;

/// <summary>
/// The passwords that <c>GetAuthorizationToken</c> hands out for the user <c>AWS</c>. Each carries who it is for and when
/// it ends, sealed with a key that stays in the data folder, so that they hold beyond a restart.
/// </summary>
internal sealed class AuthorizationTokens
{
    public const string User = "AWS";

    /// <summary>The fault that a token has expired, of a request to the registry.</summary>
    public const string Expired = "ExpiredAuthorizationToken";

    public const string ExpiredMessage = "Your authorization token has expired. Reauthenticate and try again.";

    private readonly TimeProvider time;
    private readonly byte[] key;
    private long revokedUntil;

    public AuthorizationTokens(LocalEcrOptions options, TimeProvider time)
    {
        this.time = time;
        Lifetime = options.TokenLifetime;
        key = ReadKey(Path.Combine(Directory.CreateDirectory(options.Data).FullName, "token.key"));
    }

    /// <summary>How long those hold that are issued from now on.</summary>
    public TimeSpan Lifetime { get; set; }

    public (string Password, DateTimeOffset Expiration) Issue(string principalArn)
    {
        var now = time.GetUtcNow();
        var expiration = now + Lifetime;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{now.UtcTicks} {expiration.UtcTicks} {Convert.ToHexString(RandomNumberGenerator.GetBytes(16))} {principalArn}"
        );
        var content = Encoding.UTF8.GetBytes(text);
        return (Convert.ToBase64String([.. HMACSHA256.HashData(key, content), .. content]), expiration);
    }

    /// <summary>Ends all that were issued so far.</summary>
    public void Revoke() => Interlocked.Exchange(ref revokedUntil, time.GetUtcNow().UtcTicks);

    /// <returns>Null where the password is none that was issued here.</returns>
    public TokenHolder? Read(string password)
    {
        var bytes = new byte[password.Length];
        if (
            !Convert.TryFromBase64String(password, bytes, out var length)
            || length <= HMACSHA256.HashSizeInBytes
            || !CryptographicOperations.FixedTimeEquals(
                HMACSHA256.HashData(key, bytes.AsSpan(HMACSHA256.HashSizeInBytes..length)),
                bytes.AsSpan(..HMACSHA256.HashSizeInBytes)
            )
        )
        {
            return null;
        }

        var fields = Encoding.UTF8.GetString(bytes.AsSpan(HMACSHA256.HashSizeInBytes..length)).Split(' ', 4);
        var issued = long.Parse(fields[0], CultureInfo.InvariantCulture);
        var expiration = long.Parse(fields[1], CultureInfo.InvariantCulture);
        return new TokenHolder(
            fields[3],
            expiration <= time.GetUtcNow().UtcTicks || issued <= Interlocked.Read(ref revokedUntil)
        );
    }

    private static byte[] ReadKey(string file)
    {
        if (File.Exists(file))
        {
            return File.ReadAllBytes(file);
        }

        var made = RandomNumberGenerator.GetBytes(32);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        stream.Write(made);
        return made;
    }
}

/// <summary>Whom a token was issued to, and whether it has ended since.</summary>
internal sealed record TokenHolder(string PrincipalArn, bool IsExpired);
