using Bakehouse.ImageManifests;
using Bakehouse.Packer;

namespace Bakehouse.Images;

/// <summary>Finds manifests: those in the images' folders, and those that a run names.</summary>
internal static class ManifestFinder
{
    /// <param name="root">The repository's top folder.</param>
    /// <param name="imagesFolder">The folder that has the images' folders.</param>
    /// <param name="names">The names of those.</param>
    /// <param name="given">Paths that the run names, relative to the top folder.</param>
    /// <exception cref="BakehouseException">There is no such file, or it is wrong.</exception>
    public static IReadOnlyList<ManifestImages> Find(
        string root,
        string imagesFolder,
        IEnumerable<string> names,
        IReadOnlyList<string> given
    )
    {
        var found = new List<ManifestImages>();
        foreach (var name in names)
        {
            var folder = Path.Combine(imagesFolder, name);
            if (In(folder) is { } file)
            {
                found.Add(new ManifestImages(file, root, IsManifestAlone(folder) ? name : $"{name}-images"));
            }
        }

        foreach (var path in given.Select(path => Path.GetFullPath(Path.Combine(root, path))).Distinct())
        {
            if (!File.Exists(path))
            {
                throw new BakehouseException(
                    $"There is no manifest {Path.GetRelativePath(root, path)}.",
                    "Correct --images-files: it names files, relative to the top folder."
                );
            }

            if (found.TrueForAll(manifest => manifest.File != path))
            {
                var top = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
                found.Add(new ManifestImages(path, root, $"{Path.GetFileName(top).ToLowerInvariant()}-images"));
            }
        }

        return found;
    }

    /// <summary>Whether a folder has a manifest and is no image itself.</summary>
    public static bool IsManifestAlone(string folder) =>
        In(folder) is not null
        && !File.Exists(Path.Combine(folder, "Dockerfile"))
        && !PackerFile.Names.Any(name => File.Exists(Path.Combine(folder, name)));

    private static string? In(string folder) =>
        ImageManifest
            .Folders.Select(name => Path.Combine(folder, name, ImageManifest.FileName))
            .FirstOrDefault(File.Exists);
}
