using Bakehouse.Dockerfiles;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>
/// All that decides what a build of an image makes. Nothing in it depends on the machine, the clone, the clock, the locale
/// or the order in which it was found.
/// </summary>
public sealed record FingerprintInputs
{
    private const string Version = "bakehouse-fingerprint 1";

    /// <summary><c>os/architecture[/variant]</c>, as <c>linux/amd64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The Dockerfile; its path is relative to the context.</summary>
    public required ContextFile Dockerfile { get; init; }

    /// <summary>The files of the context, and others that the image is made of, as the script that makes an archive.</summary>
    public required IReadOnlyList<ContextFile> Files { get; init; }

    /// <summary>
    /// The build arguments that the Dockerfile heeds (<see cref="Dockerfiles.Dockerfile.Effective"/>), but for those that
    /// name images: an image is an input by its digest.
    /// </summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The names of build arguments that say only where something is fetched from, as a mirror, and so are left out. The
    /// proxies (<see cref="PredefinedArguments.IsProxy"/>) always are.
    /// </summary>
    public IReadOnlySet<string> WhereArguments { get; init; } = new HashSet<string>();

    /// <summary>Further options of <c>docker build</c>, in order.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The images that the Dockerfile refers to, as they are now.</summary>
    public IReadOnlyList<ReferencedImage> References { get; init; } = [];

    /// <summary>Whether the digest of every image that it refers to is known: none has yet to be built.</summary>
    public bool IsComplete => References.All(image => image.Digest is not null);

    internal IEnumerable<KeyValuePair<string, string>> HashedArguments =>
        Arguments
            .Where(argument => !PredefinedArguments.IsProxy(argument.Key) && !WhereArguments.Contains(argument.Key))
            .OrderBy(argument => argument.Key, ContextFile.PathOrder);

    /// <summary>The text whose SHA-256 is the fingerprint. Values of arguments and options stand in it as hashes.</summary>
    /// <exception cref="InvalidOperationException">A digest is not known yet.</exception>
    public string Canonical() =>
        CanonicalText.Join([
            Version,
            $"platform {CanonicalText.Escape(Platform)}",
            $"dockerfile {Dockerfile.Sha256} {CanonicalText.Escape(Dockerfile.Path)}",
            .. CanonicalText.FileLines(Files),
            .. HashedArguments.Select(argument =>
                $"argument {CanonicalText.Sha256(argument.Value)} {CanonicalText.Escape(argument.Key)}"
            ),
            .. Options.Select(option => $"option {CanonicalText.Sha256(option)}"),
            .. References.Select(ReferenceLine).Distinct().Order(ContextFile.PathOrder),
        ]);

    private static string ReferenceLine(ReferencedImage image) =>
        image.Digest is { } digest
            ? $"{Word(image.Kind)} {digest} {CanonicalText.Escape(image.Name)}"
            : throw new InvalidOperationException($"The digest of {image.Name} is not known yet.");

    private static string Word(ImageReferenceKind kind) =>
        kind switch
        {
            ImageReferenceKind.From => "from",
            ImageReferenceKind.CopyFrom => "copy-from",
            ImageReferenceKind.MountFrom => "mount-from",
            ImageReferenceKind.Syntax => "syntax",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
        };
}

/// <summary>An image that a Dockerfile refers to, as an input of a build.</summary>
/// <param name="Kind">The place that names it.</param>
/// <param name="Name">
/// A parent's name, <c>base-root</c>, or an upstream's name as its publisher has it, <c>docker.io/library/debian:13</c>:
/// the same whatever mirror it is fetched from.
/// </param>
/// <param name="Digest">Its digest now; null for a parent that has yet to be built.</param>
/// <param name="IsParent">Whether it is one of this repository's images.</param>
public sealed record ReferencedImage(ImageReferenceKind Kind, string Name, Digest? Digest, bool IsParent = false);
