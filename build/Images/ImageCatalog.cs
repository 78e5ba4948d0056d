namespace Bakehouse.Images;

/// <summary>
/// All images of the repository, parents before children. Making one checks everything that can be wrong with folders,
/// classes and Dockerfiles, before anything runs.
/// </summary>
public sealed class ImageCatalog
{
    /// <summary>The folder that has the images' folders.</summary>
    public const string FolderName = "images";

    /// <summary>
    /// A variable that is set in repositories that have only some of this program's images, as those of its tests: classes
    /// without a folder are left out there. Elsewhere such a class is an error.
    /// </summary>
    public const string PartialVariable = "BAKEHOUSE_SOME_IMAGES_ONLY";

    private readonly Dictionary<string, ImageDefinition> byName;

    private ImageCatalog(IReadOnlyList<ImageDefinition> images, IReadOnlyList<ManifestImages> manifests)
    {
        Images = images;
        Manifests = manifests;
        byName = images.ToDictionary(image => image.Name);
    }

    /// <summary>Parents before children, otherwise by name.</summary>
    public IReadOnlyList<ImageDefinition> Images { get; }

    /// <summary>The manifests among whose images some of these are.</summary>
    internal IReadOnlyList<ManifestImages> Manifests { get; }

    public ImageDefinition this[string name] => byName[name];

    /// <summary>Reads the folders below <c>images/</c> and matches them with the classes.</summary>
    /// <param name="root">The top folder of the repository.</param>
    /// <param name="stages">The images' classes.</param>
    /// <param name="cached">
    /// The classes of cached images. A folder of theirs customises them, or has the tests of the copies alone.
    /// </param>
    /// <param name="manifests">Paths of manifests beyond those that stand in the images' folders.</param>
    /// <param name="version">Gives the version of the repository, to packer files that have a variable of that name.</param>
    /// <param name="isPartial">Whether classes without a folder are left out.</param>
    /// <exception cref="BakehouseException">The first thing that is wrong, with what mends it.</exception>
    public static ImageCatalog Load(
        string root,
        IEnumerable<ImageStage> stages,
        IReadOnlyCollection<CachedImage>? cached = null,
        IReadOnlyList<string>? manifests = null,
        Func<string>? version = null,
        bool isPartial = false
    )
    {
        var folder = Path.Combine(root, FolderName);
        if (!Directory.Exists(folder))
        {
            throw new BakehouseException(
                $"There is no folder {FolderName} in {root}.",
                "Run in the top folder of the repository."
            );
        }

        cached ??= [];
        var customised = cached.Where(image => BuildFileReader.Finds(Path.Combine(folder, image.Name)));
        var classes = ClassesByImage([.. stages, .. customised.Select(image => new CustomisedImage(image))]);
        var all = Directory
            .EnumerateDirectories(folder)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => !name.StartsWith('.'))
            .Where(name => classes.ContainsKey(name) || cached.All(image => image.Name != name))
            .Order()
            .ToList();
        var read = ManifestFinder.Find(root, folder, all, manifests ?? []);
        var folders = all.Where(name => !ManifestFinder.IsManifestAlone(Path.Combine(folder, name))).ToList();
        if (!isPartial && classes.Keys.Except(folders).FirstOrDefault() is { } missing)
        {
            throw new BakehouseException(
                $"The class {classes[missing].GetType().Name} has no folder {FolderName}/{missing}.",
                "Add the folder with a Dockerfile, or remove the class."
            );
        }

        var ofManifests = read.SelectMany(manifest => manifest.Known).ToList();
        var reader = new DefinitionReader(
            folder,
            folders.ToDictionary(name => name, classes.GetValueOrDefault),
            ofManifests,
            version ?? (() => "")
        );
        var known = folders
            .Where(name => classes.GetValueOrDefault(name) is not { Variants.Count: > 0 })
            .Select(name => new KnownImage(name, classes.GetValueOrDefault(name)?.Repository ?? name))
            .Concat(ofManifests)
            .ToList();
        var definitions = folders
            .SelectMany(reader.Read)
            .Concat(read.SelectMany(manifest => manifest.Read(known)))
            .ToList();
        RejectSameNames(definitions);
        return new ImageCatalog(ParentsFirst.Sort(definitions), read);
    }

    private static void RejectSameNames(IEnumerable<ImageDefinition> images)
    {
        if (
            images.GroupBy(image => image.Name).Select(group => group.ToList()).FirstOrDefault(same => same.Count > 1)
            is [var one, var other, ..]
        )
        {
            throw new BakehouseException(
                $"The folders {FolderName}/{one.Family} and {FolderName}/{other.Family} both have an image {one.Name}.",
                "Rename one of the folders, or the variant."
            );
        }
    }

    private static Dictionary<string, ImageStage> ClassesByImage(IEnumerable<ImageStage> stages)
    {
        var classes = new Dictionary<string, ImageStage>();
        foreach (var stage in stages)
        {
            var name = ImageNames.OfTask(stage.TaskName);
            if (!classes.TryAdd(name, stage))
            {
                throw new BakehouseException(
                    $"The classes {classes[name].GetType().Name} and {stage.GetType().Name} are both of the image {name}.",
                    "Remove one of them, or give it another [TaskName]."
                );
            }
        }

        return classes;
    }

    /// <summary>
    /// The images that one stands on, the farthest first: what they have is in it too. Those that it only copies from, in
    /// an earlier stage of its build, are none of them.
    /// </summary>
    public IReadOnlyList<ImageDefinition> BasesOf(ImageDefinition image)
    {
        var bases = new List<ImageDefinition>();
        for (var name = image.Base; name is not null; name = bases[0].Base)
        {
            bases.Insert(0, byName[name]);
        }

        return bases;
    }

    /// <summary>What is said of an image without tests of its own, as one clause; null where it has some.</summary>
    public string? TestNoteOf(ImageDefinition image) =>
        image.HasTests ? null
        : BasesOf(image).Where(other => other.HasTests).Select(other => other.Name).ToList() is { Count: > 0 } tested
            ? $"has no tests of its own: those of {string.Join(", ", tested)} are run"
        : "has no tests";

    /// <summary>An image's ancestors, the farthest first, each once.</summary>
    public IReadOnlyList<ImageDefinition> AncestorsOf(ImageDefinition image)
    {
        var seen = new HashSet<string>();
        Visit(image);
        seen.Remove(image.Name);
        return [.. Images.Where(other => seen.Contains(other.Name))];

        void Visit(ImageDefinition visited)
        {
            if (seen.Add(visited.Name))
            {
                foreach (var parent in visited.Parents)
                {
                    Visit(byName[parent.Image]);
                }
            }
        }
    }
}
