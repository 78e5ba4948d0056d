using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bakehouse.Oci;

/// <summary>
/// A content digest, <c>sha256:&lt;64 lower case hex digits&gt;</c>
/// (OCI image-spec 1.1, descriptor.md, "Digests"). SHA-256 is the only algorithm that registries serve in practice.
/// </summary>
[JsonConverter(typeof(DigestConverter))]
public sealed record Digest
{
    private const string Prefix = "sha256:";
    private const int HexLength = 2 * SHA256.HashSizeInBytes;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private Digest(string hex) => Hex = hex;

    /// <summary>The 64 hex digits, without the algorithm.</summary>
    public string Hex { get; }

    /// <summary>For display: <c>sha256:</c> and the first 12 digits, as docker shows an image.</summary>
    public string Short => Prefix + Hex[..12];

    /// <exception cref="FormatException">The text is no digest; the message says why.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest, out var problem) ? digest : throw new FormatException(problem);

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest) =>
        TryParse(text, out digest, out _);

    internal static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out Digest? digest,
        [NotNullWhen(false)] out string? problem
    )
    {
        digest = null;
        problem = Problem(text);
        if (problem is null)
            digest = new Digest(text![Prefix.Length..]);
        return digest is not null;
    }

    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <summary>Reads the stream from where it stands to its end.</summary>
    public static Digest Of(Stream content) => FromHash(SHA256.HashData(content));

    /// <inheritdoc cref="Of(Stream)"/>
    public static async Task<Digest> OfAsync(Stream content, CancellationToken cancellationToken = default) =>
        FromHash(await SHA256.HashDataAsync(content, cancellationToken));

    internal static Digest FromHash(ReadOnlySpan<byte> hash) => new(Convert.ToHexStringLower(hash));

    public override string ToString() => Prefix + Hex;

    private static string? Problem(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return $"the digest '{text}' does not start with '{Prefix}'";
        if (text.Length != Prefix.Length + HexLength)
            return $"the digest '{text}' has {text.Length - Prefix.Length} digits, not {HexLength}";
        var wrong = text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits);
        return wrong < 0
            ? null
            : $"the digest '{text}' has '{text[Prefix.Length + wrong]}' where a lower case hex digit belongs";
    }
}

internal sealed class DigestConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.TryParse(reader.GetString(), out var digest, out var problem)
            ? digest
            : throw new JsonException(problem);

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
