using Bakehouse.Dockerfiles;
using Bakehouse.ImageManifests;
using Bakehouse.Oci;
using Bakehouse.Packer;

namespace Bakehouse.Images;

/// <summary>Makes images of the entries of a manifest: variants of one family, without a class, each after the one before it.</summary>
internal sealed class ManifestImages
{
    private const string Template = "packer.json";
    private const string Placeholder = "__VERSION__";
    private readonly string shown;
    private readonly string folder;
    private readonly IReadOnlyList<ManifestEntry> entries;

    /// <param name="file">The manifest's absolute path.</param>
    /// <param name="root">The repository's, for the paths in error messages.</param>
    /// <param name="family">What its images are called together.</param>
    public ManifestImages(string file, string root, string family)
    {
        File = file;
        Family = family;
        shown = Path.GetRelativePath(root, file);
        folder = Path.GetDirectoryName(file)!;
        entries = ImageManifest.Read(
            System.IO.File.ReadAllText(file),
            shown,
            Path.GetFileName(Path.GetDirectoryName(folder)!)
        );
    }

    public string File { get; }

    public string Family { get; }

    /// <summary>
    /// The paths of the files that packer builds its images from, each with the text that the template makes of it; none
    /// where the manifest has no template.
    /// </summary>
    public IReadOnlyDictionary<string, string> FilesOfTemplate =>
        TemplateText is { } text
            ? entries
                .Where(entry => entry.Builder == BuilderType.Packer)
                .ToDictionary(entry => PathOf(entry.Files[0]), entry => text.Replace(Placeholder, entry.Version))
            : new Dictionary<string, string>();

    /// <summary>The names by which build files refer to its images.</summary>
    public IEnumerable<KnownImage> Known =>
        entries.Select(entry => new KnownImage(NameOf(entry), RepositoryOf(entry), entry.Tag.WithDefaultTag()));

    /// <summary>The template that an image's file is made of, and the version put into it; null where it is a file of its own.</summary>
    public (string Path, string Version)? TemplateOf(ImageDefinition image)
    {
        var entry = entries.First(entry => NameOf(entry) == image.Name);
        return
            FilesOfTemplate.TryGetValue(PathOf(entry.Files[0]), out var made)
            && (image.MissingFile is not null || made == System.IO.File.ReadAllText(FileOf(image)))
            ? (PathOf(Template), entry.Version)
            : null;
    }

    private static string FileOf(ImageDefinition image) => Path.Combine(image.Folder, image.FileName);

    private string? TemplateText =>
        System.IO.File.Exists(PathOf(Template)) ? System.IO.File.ReadAllText(PathOf(Template)) : null;

    /// <param name="known">All images that a build file may name.</param>
    /// <exception cref="BakehouseException">A file is missing or wrong, or an image is named before it is built.</exception>
    public IEnumerable<ImageDefinition> Read(IReadOnlyList<KnownImage> known)
    {
        var done = known.Where(image => image.Tag is null || entries.All(entry => entry.Tag != image.Tag)).ToList();
        string? before = null;
        foreach (var entry in entries)
        {
            var image = Read(entry, done, known) with { After = before is null ? [] : [before] };
            yield return image;
            before = image.Name;
            done.Add(known.First(other => other.Image == image.Name));
        }
    }

    private ImageDefinition Read(ManifestEntry entry, List<KnownImage> before, IReadOnlyList<KnownImage> known)
    {
        var workingDirectory = Path.TrimEndingDirectorySeparator(
            Path.GetFullPath(Path.Combine(folder, entry.WorkingDirectory))
        );
        if (!Directory.Exists(workingDirectory))
        {
            throw Fault(entry, $"there is no folder '{entry.WorkingDirectory}'", "Name one, relative to the manifest.");
        }

        var found = entry.Files.Select(PathOf).FirstOrDefault(System.IO.File.Exists);
        var path = found ?? PathOf(entry.Files[0]);
        var text =
            found is not null ? System.IO.File.ReadAllText(found)
            : entry.Builder == BuilderType.Packer && TemplateText is { } template
                ? template.Replace(Placeholder, entry.Version)
            : throw Fault(
                entry,
                $"there is no file {string.Join(" or ", entry.Files)}",
                "Add it: a file stands in the folder named by the type of its builder, beside the manifest."
            );
        var shownFile = Path.Combine(Path.GetDirectoryName(shown)!, Path.GetRelativePath(folder, path));
        IBuildFile file =
            entry.Builder == BuilderType.Packer ? PackerFile.Parse(text, shownFile) : Dockerfile.Parse(text, shownFile);
        var arguments = BuilderArguments.Of(entry);
        var values = arguments.Values.ToDictionary();
        if (file is PackerFile && file.Defaults.ContainsKey(PackerFile.Version))
        {
            values.TryAdd(PackerFile.Version, entry.Version);
        }

        var name = NameOf(entry);
        var parents = ParentsOf(entry, file, values, before, known);
        return new ImageDefinition
        {
            Name = name,
            TaskName = ImageNames.TaskOf(name),
            Family = Family,
            FamilyTask = ImageNames.TaskOf(Family),
            Repository = RepositoryOf(entry),
            Variant = new Variant(entry.Tag.Tag!),
            TagScheme = TagScheme.Upstream,
            Siblings =
            [
                .. entries
                    .Where(other => other != entry && other.Tag.Repository == entry.Tag.Repository)
                    .Select(other => other.Tag.Tag!),
            ],
            Description = $"{entry.Tag.Familiar} of {shown}",
            Folder = workingDirectory,
            BuildFile = file,
            FileName = Path.GetRelativePath(workingDirectory, path),
            MissingFile = found is null ? shownFile : null,
            Packer =
                entry.Builder == BuilderType.Packer
                    ? new PackerSettings(BuildContainer.Plain, PackerSettings.UsualTimeLimit)
                    : null,
            Parents = parents,
            Base = parents.Find(parent => parent.Family == file.BaseImage(values)?.Name)?.Image,
            HasClass = false,
            BuildArguments = values,
            BuilderOptions = arguments.Options,
            Suites = TestSuites.Find(workingDirectory),
        };
    }

    private List<Parent> ParentsOf(
        ManifestEntry entry,
        IBuildFile file,
        IReadOnlyDictionary<string, string> arguments,
        List<KnownImage> before,
        IReadOnlyList<KnownImage> known
    )
    {
        var parents = new List<Parent>();
        foreach (var reference in file.ImageReferences(arguments))
        {
            if (before.Find(image => image.IsNamed(reference.Name)) is { } parent)
            {
                parents.Add(parent.AsParent(reference));
            }
            else if (known.FirstOrDefault(image => image.IsNamed(reference.Name)) is { } later)
            {
                throw Fault(
                    entry,
                    later.Image == NameOf(entry)
                        ? $"{entry.Tag.Familiar} is built on itself"
                        : $"{entry.Tag.Familiar} is built on {reference.Name}, which comes after it",
                    "Images are built in the order of the manifest: change it."
                );
            }
        }

        return [.. parents.Distinct()];
    }

    private string PathOf(string file) => Path.Combine(folder, file);

    // "base:1.0" is base here, although Docker Hub would have it as library/base.
    private static string RepositoryOf(ManifestEntry entry) =>
        entry.Tag.Registry == Reference.DockerHub ? entry.Tag.Name.Familiar : entry.Tag.Repository;

    // Dockerfile.web and Dockerfile.job have the version "Dockerfile", both: then the tags, which differ, tell them apart.
    private string NameOf(ManifestEntry entry) =>
        entries.Count(other => UsualNameOf(other) == UsualNameOf(entry)) == 1
            ? UsualNameOf(entry)
            : $"{RepositoryOf(entry).Replace('/', '-')}-{entry.Tag.Tag}";

    private static string UsualNameOf(ManifestEntry entry)
    {
        var name = entry.Name.Replace('/', '-');
        return entry.Version.StartsWith($"{name}-", StringComparison.Ordinal)
            ? entry.Version
            : $"{name}-{entry.Version}";
    }

    private BakehouseException Fault(ManifestEntry entry, string problem, string remedy) =>
        new($"{shown}:{entry.Line}: {problem}.", remedy);
}
