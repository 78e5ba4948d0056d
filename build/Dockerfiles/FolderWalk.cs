using System.IO.Enumeration;

namespace Bakehouse.Dockerfiles;

/// <summary>Lists what an ignore file leaves of a folder, in one pass, without following links.</summary>
internal static class FolderWalk
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <returns>The paths of files and links, relative to the folder, with <c>/</c>, in no order.</returns>
    /// <exception cref="BakehouseException">A folder cannot be read.</exception>
    public static IReadOnlyList<string> Paths(string folder, IgnorePatterns patterns)
    {
        List<string> paths = [];
        try
        {
            Visit(folder, "", patterns.Root, patterns, paths);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BakehouseException(
                $"The folder {folder} cannot be read: {error.Message}",
                "Make it readable.",
                error
            );
        }

        return paths;
    }

    private static void Visit(
        string folder,
        string prefix,
        IgnorePatterns.Verdict verdict,
        IgnorePatterns patterns,
        List<string> paths
    )
    {
        var entries = new FileSystemEnumerable<(string Name, bool IsFolder)>(
            folder,
            (ref FileSystemEntry entry) => (entry.FileName.ToString(), IsFolder(ref entry)),
            Everything
        );
        foreach (var (name, isFolder) in entries)
        {
            var path = prefix + name;
            var own = patterns.Judge(path, verdict);
            if (isFolder)
            {
                if (!own.IsIgnored || patterns.MayHoldExceptions(path))
                {
                    Visit(Path.Combine(folder, name), path + '/', own, patterns, paths);
                }
            }
            else if (!own.IsIgnored)
            {
                paths.Add(path);
            }
        }
    }

    private static bool IsFolder(ref FileSystemEntry entry) =>
        entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
