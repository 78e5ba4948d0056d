using System.Diagnostics.CodeAnalysis;

namespace Bakehouse.Oci;

/// <summary>Reads what people write as a reference, and says at which character it goes wrong.</summary>
internal static class ReferenceParser
{
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Reference? reference,
        [NotNullWhen(false)] out string? problem
    )
    {
        reference = null;
        problem = null;
        if (Read(text, out var registry, out var repository, out var tag, out var digest) is { } fault)
            problem = $"{fault.Problem}, at character {fault.Offset + 1}";
        else
            reference = new Reference(registry, repository, tag, digest);
        return reference is not null;
    }

    public static BakehouseException Refusal(string text, string problem) =>
        new(
            $"'{text}' is no image reference: {problem}.",
            "Write it as [registry[:port]/]repository[:tag][@sha256:…], for example docker.io/library/redis:7."
        );

    /// <summary>Whether the part before the first slash is a registry: normalize.go, splitDockerDomain.</summary>
    public static bool NamesRegistry(string part) =>
        part == "localhost" || part.AsSpan().ContainsAny('.', ':') || part.Any(char.IsAsciiLetterUpper);

    private static Fault? Read(
        string text,
        out string registry,
        out string repository,
        out string? tag,
        out Digest? digest
    )
    {
        (registry, repository, tag, digest) = (Reference.DockerHub, "", null, null);
        if (text.Length == 0)
            return new(0, "it is empty");
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            return new(0, $"a reference has no '{text[..(scheme + 3)]}' before it");

        var at = text.IndexOf('@');
        var name = at < 0 ? text : text[..at];
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        if (colon >= 0)
            (tag, name) = (name[(colon + 1)..], name[..colon]);

        var slash = name.IndexOf('/');
        if (slash >= 0 && NamesRegistry(name[..slash]))
            registry = name[..slash];
        else
            slash = -1;
        repository = name[(slash + 1)..];

        return (slash < 0 ? null : Fault.InRegistry(registry))
            ?? Shifted(Fault.InRepository(repository) ?? InIdentifier(text), slash + 1)
            ?? (tag is null ? null : Shifted(Fault.InTag(tag), colon + 1))
            ?? (at < 0 ? null : Shifted(InDigest(text[(at + 1)..], out digest), at + 1));
    }

    /// <summary>Docker keeps such names for the identifiers of local images (normalize.go).</summary>
    private static Fault? InIdentifier(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigitLower)
            ? new(0, "64 hex digits are an image's identifier, not its name")
            : null;

    private static Fault? InDigest(string text, out Digest? digest) =>
        Digest.TryParse(text, out digest, out var problem) ? null : new(0, problem);

    private static Fault? Shifted(Fault? fault, int by) =>
        fault is null ? null : fault with { Offset = fault.Offset + by };
}
