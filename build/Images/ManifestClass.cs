namespace Bakehouse.Images;

/// <summary>A class that replaces images of a manifest: those that are built from one file into one repository.</summary>
/// <param name="Folder">The name of the folder below <c>images/</c>, and so of the image.</param>
/// <param name="Images">The images, each a variant of it.</param>
/// <param name="Source">The absolute path of the file that all are built from.</param>
/// <param name="TemplateVersions">The versions that stand in the file's placeholders, by image; none for a plain file.</param>
internal sealed record ManifestClass(
    string Folder,
    IReadOnlyList<ImageDefinition> Images,
    string Source,
    IReadOnlyDictionary<string, string> TemplateVersions
)
{
    public ImageDefinition First => Images[0];

    public string Name => NameOf(Folder);

    /// <summary>The name that its file has in the folder.</summary>
    public string FileName =>
        First.Packer is null ? "Dockerfile"
        : Source.EndsWith(".hcl", StringComparison.Ordinal) ? "packer.pkr.hcl"
        : "packer.json";

    /// <summary><c>base-build</c> has the class <c>BaseBuild</c>.</summary>
    public static string NameOf(string folder)
    {
        var words = folder.Split('-', '.', '_', '/').Where(word => word.Length > 0);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return char.IsAsciiLetter(name[0]) ? name : $"Image{name}";
    }

    /// <summary>The classes of all manifests, in the order in which their images are built.</summary>
    public static IReadOnlyDictionary<ManifestImages, IReadOnlyList<ManifestClass>> Of(ImageCatalog catalog)
    {
        var taken = catalog
            .Images.Where(image => !IsOfManifest(catalog, image))
            .Select(image => image.Family)
            .ToHashSet();
        return catalog.Manifests.ToDictionary(
            manifest => manifest,
            manifest => Of(manifest, [.. catalog.Images.Where(image => image.Family == manifest.Family)], taken)
        );
    }

    public static bool IsOfManifest(ImageCatalog catalog, ImageDefinition image) =>
        catalog.Manifests.Any(manifest => manifest.Family == image.Family);

    private static IReadOnlyList<ManifestClass> Of(
        ManifestImages manifest,
        IReadOnlyList<ImageDefinition> images,
        HashSet<string> taken
    )
    {
        var classes = new List<ManifestClass>();
        var alike = images
            .Select(image => (Image: image, Template: manifest.TemplateOf(image)))
            .GroupBy(item =>
                (
                    item.Image.Repository,
                    item.Image.Folder,
                    Source: item.Template?.Path
                        ?? Path.GetFullPath(Path.Combine(item.Image.Folder, item.Image.FileName)),
                    Parents: string.Join(' ', item.Image.Parents.Select(parent => parent.Repository))
                )
            );
        foreach (var group in alike)
        {
            var variants = group.Select(item => item.Image).ToList();
            var versions = group
                .Where(item => item.Template is not null)
                .ToDictionary(item => item.Image.Name, item => item.Template!.Value.Version);
            classes.Add(new ManifestClass(FolderOf(variants[0], taken), variants, group.Key.Source, versions));
        }

        return classes;
    }

    // By its repository; where that is the name of something else already, by more of what it is.
    private static string FolderOf(ImageDefinition image, HashSet<string> taken)
    {
        var repository = image.Repository.Replace('/', '-');
        return new[]
        {
            image.Repository.Split('/')[^1],
            repository,
            $"{repository}-{image.Variant}".ToLowerInvariant(),
        }.First(name => !IsType(NameOf(name)) && taken.Add(name));
    }

    private static bool IsType(string name) =>
        Array.Exists(typeof(ManifestClass).Assembly.GetTypes(), type => type.Name == name);
}
