using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Bakehouse.Oci;

/// <summary>
/// The rule for tags: a letter, digit or underscore, then up to 127 of those, dots and dashes
/// (OCI distribution-spec 1.1, "Pulling manifests").
/// </summary>
public static class TagName
{
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
    );

    public static bool IsValid([NotNullWhen(true)] string? tag) => tag is not null && Fault.InTag(tag) is null;

    /// <summary>Whether a tag may hold the character; a dot and a dash not as its first.</summary>
    internal static bool Allows(char character) => Allowed.Contains(character);
}
