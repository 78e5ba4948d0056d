using System.IO.Compression;
using System.Text;
using Amazon.ECR.Model;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>Looks for what nobody may find: the account's secret key, and the tokens that are issued to it.</summary>
internal static class Traces
{
    // "AWS:" and a password, in base64: as AWS sends a token, and docker keeps a login.
    private const string Login = "QVdTO";

    private static readonly byte[] GzipMagic = [0x1f, 0x8b];

    // Each password is base64 too, and ends with whom it was issued to; a part of that always falls into whole groups.
    private static readonly string Password = Convert.ToBase64String(
        Encoding.UTF8.GetBytes(LocalAccount.Key.PrincipalArn)[2..29]
    );

    private static readonly string[] Secrets = [LocalAccount.Key.Secret, Login, Password];

    public static IReadOnlyList<string> In(string text) =>
        [.. Secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal))];

    /// <summary>The files below a folder that have one.</summary>
    public static IReadOnlyList<string> InFiles(string folder) => FilesWith(folder, text => In(text).Count > 0);

    /// <summary>
    /// The blobs and manifests of a registry's storage that have one, layers unpacked; none where nothing has arrived.
    /// </summary>
    public static IReadOnlyList<string> InBlobs(string storage) => BlobsWith(storage, text => In(text).Count > 0);

    public static IReadOnlyList<string> BlobsWith(string storage, Func<string, bool> condition) =>
        Directory.Exists(storage) ? FilesWith(storage, condition) : [];

    /// <summary>Fails where tokens no longer look as they are looked for.</summary>
    public static async Task AssertKnowsTokensAsync(LocalAccount account)
    {
        using var client = account.Client();
        var answer = await client.GetAuthorizationTokenAsync(new GetAuthorizationTokenRequest());
        var token = answer.AuthorizationData[0].AuthorizationToken;
        var password = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split(':')[1];
        Assert.That((In(token), In(password)), Is.EqualTo(((string[])[Login], (string[])[Password])));
    }

    private static List<string> FilesWith(string folder, Func<string, bool> condition) =>
        [
            .. new DirectoryInfo(folder)
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => Contents(Read(file)).Any(condition))
                .Select(file => file.FullName),
        ];

    // Behind a run that was killed docker and the registry still write: a file that was there a moment ago may be gone.
    private static byte[] Read(FileInfo file)
    {
        try
        {
            return file.Length > 0 ? File.ReadAllBytes(file.FullName) : [];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Contents(byte[] content)
    {
        yield return Encoding.Latin1.GetString(content);
        if (content.AsSpan().StartsWith(GzipMagic))
        {
            using var unpacked = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
            yield return Encoding.Latin1.GetString(unpacked.ToArray());
        }
    }
}
