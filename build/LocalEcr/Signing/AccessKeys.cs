using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Bakehouse.LocalEcr.Signing;

/// <summary>The keys that are known, and the temporary ones that STS has issued since the start.</summary>
internal sealed class AccessKeys(LocalEcrOptions options)
{
    private readonly ConcurrentDictionary<string, AccessKey> keys = new(options.AccessKeys.ToDictionary(key => key.Id));

    public AccessKey? Find(string id) => keys.GetValueOrDefault(id);

    public void Add(AccessKey key) => keys[key.Id] = key;

    /// <summary>Makes a temporary key.</summary>
    public AccessKey Issue(string principalArn, DateTimeOffset expiration)
    {
        var key = new AccessKey(
            "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            principalArn
        )
        {
            SessionToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
            Expiration = expiration,
        };
        Add(key);
        return key;
    }
}
