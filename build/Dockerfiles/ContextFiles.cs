namespace Bakehouse.Dockerfiles;

/// <summary>
/// The build context of an image: the files of its folder that the builder gets, with the hashes of their contents.
/// </summary>
/// <remarks>
/// Folders count by the files in them only: an empty one is left out, here and in <see cref="ContextCopy"/>, as git keeps
/// none and it would differ from clone to clone.
/// </remarks>
public sealed record ContextFiles
{
    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The Dockerfile, whether or not it is part of the context.</summary>
    public required ContextFile Dockerfile { get; init; }

    /// <summary>The files of the context, in <see cref="ContextFile.PathOrder"/>.</summary>
    public required IReadOnlyList<ContextFile> Files { get; init; }

    /// <summary>
    /// Paths of files that a script makes before the build. The builder gets them, but they are no input: what they are
    /// made of is.
    /// </summary>
    public required IReadOnlyList<string> Generated { get; init; }

    /// <summary>The path of the ignore file that is in force, relative to the folder; null where there is none.</summary>
    public required string? IgnoreFile { get; init; }

    /// <summary>Reads a folder, in one pass.</summary>
    /// <param name="folder">The image's folder.</param>
    /// <param name="dockerfile">The Dockerfile's path in it.</param>
    /// <param name="generated">Paths of generated files in it; they need not exist yet.</param>
    /// <exception cref="BakehouseException">
    /// There is no Dockerfile, the ignore file is malformed, or a file cannot be read.
    /// </exception>
    public static ContextFiles Read(
        string folder,
        string dockerfile = "Dockerfile",
        IReadOnlyList<string>? generated = null
    )
    {
        if (!File.Exists(Path.Combine(folder, dockerfile)))
        {
            throw new BakehouseException($"The folder {folder} has no {dockerfile}.", "Add one, or remove the folder.");
        }

        var ignoreFile = new[] { $"{dockerfile}.dockerignore", ".dockerignore" }.FirstOrDefault(name =>
            File.Exists(Path.Combine(folder, name))
        );
        var made = generated ?? [];
        return new ContextFiles
        {
            Folder = folder,
            Dockerfile = ContextFile.Read(folder, dockerfile),
            Files = Read(folder, Found(folder, ignoreFile).Where(file => !made.Contains(file.Path))),
            Generated = made,
            IgnoreFile = ignoreFile,
        };
    }

    /// <summary>
    /// The tests of an image: <c>goss.yaml</c> and everything under <c>tests/</c>. A link counts as what it leads to, which
    /// is what runs.
    /// </summary>
    public static IReadOnlyList<ContextFile> ReadTests(string folder) =>
        Read(folder, LinkedFiles.Find(folder, IgnorePatterns.TestFiles, limit: null).Select(path => (path, false)));

    /// <summary>
    /// Files, and everything under folders, whatever <c>.dockerignore</c> says of it: tests, or what a script reads. A path
    /// that does not exist is left out.
    /// </summary>
    /// <param name="folder">The image's folder.</param>
    /// <param name="paths">Paths in it, of files or folders.</param>
    public static IReadOnlyList<ContextFile> ReadAll(string folder, IEnumerable<string> paths) =>
        Read(folder, paths.SelectMany(path => Below(folder, path)));

    private static IEnumerable<(string Path, bool IsLink)> Below(string folder, string path)
    {
        var file = new FileInfo(Path.Combine(folder, path));
        if (file.LinkTarget is not null || file.Exists)
        {
            return [(path, file.LinkTarget is not null)];
        }

        return Directory.Exists(file.FullName)
            ? FolderWalk
                .Find(file.FullName, IgnorePatterns.None)
                .Select(found => ($"{path}/{found.Path}", found.IsLink))
            : [];
    }

    private static IReadOnlyList<ContextFile> Read(string folder, IEnumerable<(string Path, bool IsLink)> found) =>
        [
            .. found
                .OrderBy(file => file.Path, ContextFile.PathOrder)
                .Select(file => ContextFile.Read(folder, file.Path, file.IsLink)),
        ];

    private static IReadOnlyList<(string Path, bool IsLink)> Found(string folder, string? ignoreFile)
    {
        if (ignoreFile is null)
        {
            return FolderWalk.Find(folder, IgnorePatterns.Conventional);
        }

        var path = Path.Combine(folder, ignoreFile);
        return FolderWalk.Find(folder, IgnorePatterns.Parse(File.ReadAllText(path), path));
    }
}
