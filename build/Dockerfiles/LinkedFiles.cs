namespace Bakehouse.Dockerfiles;

/// <summary>
/// Lists files of a folder through symbolic links, of files and of folders: what a link leads to counts as if it stood in
/// the link's place.
/// </summary>
internal static class LinkedFiles
{
    private const string Remedy = "Make it a file or a folder, or a link to one of this repository.";

    /// <param name="folder">The folder.</param>
    /// <param name="paths">Paths in it, of files or folders; those that do not exist are left out.</param>
    /// <param name="limit">The folder that no link may lead out of; null where that was seen to before.</param>
    /// <returns>Their paths relative to the folder, with <c>/</c>, in no order.</returns>
    /// <exception cref="BakehouseException">
    /// A link leads nowhere, in a circle or out of the limit, or there is what is neither file nor folder.
    /// </exception>
    public static IReadOnlyList<string> Find(string folder, IEnumerable<string> paths, string? limit)
    {
        List<string> found = [];
        var bound = limit is null ? null : RealPath.Of(limit);
        foreach (var path in paths)
        {
            Visit(path, RealPath.Of(Path.GetFullPath(folder)) ?? folder, []);
        }

        return found;

        void Visit(string path, string parent, IReadOnlyList<string> above)
        {
            var place = Path.Combine(parent, Path.GetFileName(path));
            if (!IsThere(place))
            {
                return;
            }

            var shown = Path.Combine(folder, path);
            var real =
                RealPath.Of(place) ?? throw new BakehouseException($"The link {shown} leads in a circle.", Remedy);
            if (real != place && !IsThere(real))
            {
                throw new BakehouseException($"The link {shown} leads to {real}, which does not exist.", Remedy);
            }

            if (bound is not null && real != place && !IsBelow(real, bound))
            {
                throw new BakehouseException($"The link {shown} leads out of the repository, to {real}.", Remedy);
            }

            if (!Directory.Exists(real))
            {
                SpecialFile.Reject(new FileInfo(real), shown);
                found.Add(path);
                return;
            }

            if (above.Contains(real))
            {
                throw new BakehouseException($"The link {shown} leads to a folder that it stands in.", Remedy);
            }

            foreach (var name in NamesIn(real, shown))
            {
                Visit($"{path}/{name}", real, [.. above, real]);
            }
        }
    }

    private static IEnumerable<string> NamesIn(string folder, string shown)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BakehouseException(
                $"The folder {shown} cannot be read: {error.Message}",
                "Make it readable.",
                error
            );
        }
    }

    private static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(
            folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );
}
