using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Bakehouse.LocalEcr.Signing;

/// <summary>
/// AWS Signature Version 4 (IAM User Guide, "Create a signed AWS API request"), as all services but S3 compute it.
/// </summary>
internal static partial class SignatureVersion4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The signature that a request ought to have: 64 hexadecimal digits.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">The names of the headers that it covers, in the order in which they are given.</param>
    /// <param name="time">As in the header <c>X-Amz-Date</c>: <c>20150830T123600Z</c>.</param>
    /// <param name="scope">What the signature is good for.</param>
    /// <param name="secret">The secret access key.</param>
    public static string Sign(
        SignedRequest request,
        IReadOnlyList<string> signedHeaders,
        string time,
        CredentialScope scope,
        string secret
    )
    {
        var canonical = CanonicalRequest(request, signedHeaders);
        var text = $"{Algorithm}\n{time}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        return Convert.ToHexStringLower(Authenticate(SigningKey(secret, scope), text));
    }

    internal static string CanonicalRequest(SignedRequest request, IReadOnlyList<string> signedHeaders) =>
        string.Join(
            '\n',
            [
                request.Method,
                CanonicalPath(request.Path),
                CanonicalQuery(request.Query),
                .. signedHeaders.Select(name => $"{name}:{Trim(request.Headers.GetValueOrDefault(name, ""))}"),
                "",
                string.Join(';', signedHeaders),
                Hash(request.Body.Span),
            ]
        );

    internal static byte[] SigningKey(string secret, CredentialScope scope) =>
        new[] { scope.Date, scope.Region, scope.Service, CredentialScope.Terminator }.Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + secret),
            Authenticate
        );

    // The path as it was sent is encoded once more.
    private static string CanonicalPath(string path) =>
        path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(string query) =>
        string.Join(
            '&',
            query
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair => (Name: Encode(pair[0]), Value: Encode(pair.ElementAtOrDefault(1) ?? "")))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair => $"{pair.Name}={pair.Value}")
        );

    private static string Encode(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string Trim(string value) => Spaces().Replace(value.Trim(), " ");

    private static byte[] Authenticate(byte[] key, string text) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
