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

    /// <returns>Files and links, their paths relative to the folder, with <c>/</c>, in no order.</returns>
    /// <exception cref="BakehouseException">A folder cannot be read.</exception>
    public static IReadOnlyList<(string Path, bool IsLink)> Find(string folder, IgnorePatterns patterns)
    {
        List<(string Path, bool IsLink)> found = [];
        try
        {
            Visit(folder, "", patterns.Root, patterns, found);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BakehouseException(
                $"The folder {folder} cannot be read: {error.Message}",
                "Make it readable.",
                error
            );
        }

        return found;
    }

    private static void Visit(
        string folder,
        string prefix,
        IgnorePatterns.Verdict verdict,
        IgnorePatterns patterns,
        List<(string Path, bool IsLink)> found
    )
    {
        var entries = new FileSystemEnumerable<(string Name, bool IsFolder, bool IsLink)>(
            folder,
            (ref FileSystemEntry entry) =>
                (entry.FileName.ToString(), entry.IsDirectory, entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            Everything
        );
        foreach (var (name, isFolder, isLink) in entries)
        {
            var path = prefix + name;
            var own = patterns.Judge(path, verdict);
            if (isFolder && !isLink)
            {
                if (!own.IsIgnored || patterns.MayHoldExceptions(path))
                {
                    Visit(Path.Combine(folder, name), path + '/', own, patterns, found);
                }
            }
            else if (!own.IsIgnored)
            {
                found.Add((path, isLink));
            }
        }
    }
}
