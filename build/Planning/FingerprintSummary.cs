using Bakehouse.Dockerfiles;

namespace Bakehouse.Planning;

/// <summary>How closely a summary tells the files of a context apart.</summary>
public enum FileDetail
{
    /// <summary>Each file.</summary>
    Files,

    /// <summary>The files at the top, and each folder there as a whole.</summary>
    Folders,

    /// <summary>The Dockerfile, and all the rest as a whole.</summary>
    Whole,
}

/// <summary>
/// The inputs of a fingerprint as short hashes: enough to say which of them changed, too little to tell a secret.
/// </summary>
public sealed record FingerprintSummary
{
    /// <summary>The path under which all files together stand in <see cref="FileDetail.Whole"/>.</summary>
    internal const string Everything = "/";

    public required FileDetail Detail { get; init; }

    public required string Platform { get; init; }

    /// <summary>The Dockerfile's path.</summary>
    public required string Dockerfile { get; init; }

    /// <summary>By path; that of a folder ends in <c>/</c>.</summary>
    public required IReadOnlyDictionary<string, FileMark> Files { get; init; }

    /// <summary>Short hashes of the values, by name.</summary>
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>The short hash of all options.</summary>
    public required string Options { get; init; }

    /// <summary>The first 12 digits of the digests, by the image's name.</summary>
    public required IReadOnlyDictionary<string, string> References { get; init; }

    /// <summary>Images without a digest yet are left out.</summary>
    public static FingerprintSummary Of(FingerprintInputs inputs, FileDetail detail) =>
        new()
        {
            Detail = detail,
            Platform = inputs.Platform,
            Dockerfile = inputs.Dockerfile.Path,
            Files = Marks(inputs, detail),
            Arguments = inputs.HashedArguments.ToDictionary(
                argument => argument.Key,
                argument => Short(CanonicalText.Sha256(argument.Value))
            ),
            Options = Short(CanonicalText.Sha256(CanonicalText.Join(inputs.Options.Select(CanonicalText.Sha256)))),
            References = inputs
                .References.Where(image => image.Digest is not null)
                .DistinctBy(image => image.Name)
                .ToDictionary(image => image.Name, image => image.Digest!.Hex[..12]),
        };

    private static Dictionary<string, FileMark> Marks(FingerprintInputs inputs, FileDetail detail) =>
        inputs
            .Files.Append(inputs.Dockerfile)
            .DistinctBy(file => file.Path)
            .GroupBy(file => file.Path == inputs.Dockerfile.Path ? file.Path : Group(file.Path, detail))
            .ToDictionary(group => group.Key, group => Mark(group.Key, [.. group]));

    private static string Group(string path, FileDetail detail) =>
        detail switch
        {
            FileDetail.Files => path,
            FileDetail.Folders => path[..(path.IndexOf('/') + 1)] is { Length: > 0 } folder ? folder : path,
            _ => Everything,
        };

    private static FileMark Mark(string key, IReadOnlyList<ContextFile> files) =>
        key.EndsWith('/')
            ? new FileMark(
                FileMark.Folder,
                Short(CanonicalText.Sha256(CanonicalText.Join(CanonicalText.FileLines(files))))
            )
            : new FileMark(CanonicalText.Mode(files[0].Kind), Short(files[0].Sha256));

    private static string Short(string hash) => hash[..8];
}

/// <summary>What is remembered of a file, or of a folder's files together.</summary>
/// <param name="Mode"><c>-</c>, <c>x</c> or <c>l</c> as in the canonical text, <c>/</c> for a folder.</param>
/// <param name="Hash">The first 8 digits of the hash.</param>
public readonly record struct FileMark(char Mode, string Hash)
{
    internal const char Folder = '/';
}
