namespace Bakehouse.Dockerfiles;

/// <summary>
/// Lays a build context out in a folder of its own, so that every machine sends the same to its builder: the same files,
/// with one time and with modes 0644 and 0755. Links stay links.
/// </summary>
/// <remarks>
/// With the files of the context go the generated ones, the Dockerfile, and the ignore file, even where that ignores them:
/// the builder applies it once more, and so hides them again from <c>COPY</c>.
/// </remarks>
public static class ContextCopy
{
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The time of every file and folder: before 1980 a zip or jar cannot tell it.</summary>
    public static DateTime Time { get; } = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="context">What was read, and hashed, before.</param>
    /// <param name="target">A folder that is empty or does not exist.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    /// <exception cref="BakehouseException">
    /// The target holds something, a generated file was not made, or a file is no longer what it was when it was hashed.
    /// </exception>
    public static void Write(ContextFiles context, string target, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new BakehouseException($"The folder {target} is not empty.", "Remove what is in it.");
        }

        foreach (var file in Contents(context))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Copy(context.Folder, file, target);
        }

        SetFolderTimes(new DirectoryInfo(target));
    }

    private static IEnumerable<ContextFile> Contents(ContextFiles context)
    {
        var ignoreFile = context.IgnoreFile is { } path
            ? [ContextFile.Read(context.Folder, path)]
            : Array.Empty<ContextFile>();
        var generated = context.Generated.Select(path => ReadGenerated(context.Folder, path));
        return context
            .Files.Append(context.Dockerfile)
            .Concat(ignoreFile)
            .Concat(generated)
            .DistinctBy(file => file.Path);
    }

    private static ContextFile ReadGenerated(string folder, string path) =>
        File.Exists(Path.Combine(folder, path))
            ? ContextFile.Read(folder, path)
            : throw new BakehouseException(
                $"The file {Path.Combine(folder, path)} was not generated.",
                "See what its script wrote, or run the script by hand."
            );

    private static void Copy(string folder, ContextFile file, string target)
    {
        var destination = new FileInfo(Path.Combine(target, file.Path));
        MakeFolder(destination.Directory!);
        if (file.Kind == ContextFileKind.SymbolicLink)
        {
            destination.CreateAsSymbolicLink(new FileInfo(Path.Combine(folder, file.Path)).LinkTarget!);
        }
        else
        {
            File.Copy(Path.Combine(folder, file.Path), destination.FullName);
            SetMode(destination, file.Kind == ContextFileKind.Executable ? Executable : Plain);
        }

        destination.Refresh();
        destination.LastWriteTimeUtc = Time;
        if (ContextFile.Read(target, file.Path) != file)
        {
            throw new BakehouseException(
                $"The file {Path.Combine(folder, file.Path)} changed while the run was using it.",
                "Run again when nothing else writes to it."
            );
        }
    }

    private static void MakeFolder(DirectoryInfo folder)
    {
        if (!folder.Exists)
        {
            MakeFolder(folder.Parent!);
            folder.Create();
            SetMode(folder, Executable);
        }
    }

    // The folders that were made have nothing but ours in them, so all of them may be touched.
    private static void SetFolderTimes(DirectoryInfo folder)
    {
        foreach (var child in folder.EnumerateDirectories().Where(child => child.LinkTarget is null))
        {
            SetFolderTimes(child);
        }

        folder.LastWriteTimeUtc = Time;
    }

    private static void SetMode(FileSystemInfo entry, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            entry.UnixFileMode = mode;
        }
    }
}
