using Bakehouse.Dockerfiles;
using Bakehouse.Oci;

namespace Bakehouse.Images;

/// <summary>All copies of upstream images that the classes declare, by name and tag.</summary>
public sealed class CopyCatalog
{
    private readonly Dictionary<string, CopyDefinition> byUpstream;

    private CopyCatalog(IReadOnlyList<CopyDefinition> copies)
    {
        Copies = copies;
        byUpstream = copies.ToDictionary(copy => copy.Upstream.ToString());
    }

    public IReadOnlyList<CopyDefinition> Copies { get; }

    /// <summary>The copy of an upstream image; null where there is none.</summary>
    public CopyDefinition? Of(Reference upstream) => byUpstream.GetValueOrDefault(upstream.ToString());

    /// <summary>The copies that an image is built on.</summary>
    public IEnumerable<CopyDefinition> Under(ImageDefinition image) =>
        image
            .BuildFile.ImageReferences(image.BuildArguments)
            .Select(reference => Reference.TryParse(reference.Name, out var name, out _) ? Of(name) : null)
            .OfType<CopyDefinition>()
            .Distinct();

    /// <exception cref="BakehouseException">The first thing that is wrong with the classes, with what mends it.</exception>
    public static CopyCatalog Load(string root, IEnumerable<CachedImage> classes, ImageCatalog images)
    {
        var copies = classes
            .OrderBy(cached => cached.Name, StringComparer.Ordinal)
            .SelectMany(cached => Read(root, cached, images))
            .ToList();
        var twice = copies.GroupBy(copy => copy.Upstream.ToString()).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? new CopyCatalog(copies)
            : throw new BakehouseException(
                $"{twice.Key} is copied by {string.Join(" and by ", twice.Select(copy => copy.FamilyTask))}.",
                "Let one of the classes have the tag."
            );
    }

    private static IEnumerable<CopyDefinition> Read(string root, CachedImage cached, ImageCatalog images)
    {
        var upstream = cached.ParseUpstream();
        var isCustomised = images.Images.Any(image => image.Repository == cached.Repository);
        var platforms = cached.Platforms.Select(Platform.Parse).ToList();
        if (isCustomised && platforms.Count > 0)
        {
            throw new BakehouseException(
                $"The class {cached.GetType().Name} copies some platforms only, and {cached.Repository} is built on the copy.",
                "Copy all platforms: what is built on a copy names it by the upstream's digest."
            );
        }

        var folder = Path.Combine(root, ImageCatalog.FolderName, cached.Name);
        var suites = isCustomised ? [] : TestSuites.Find(folder);
        return cached.Tags.Select(tag => new CopyDefinition
        {
            Family = cached.Name,
            FamilyTask = cached.TaskName,
            Description = cached.Description,
            Upstream = upstream.WithTag(tag),
            Repository = isCustomised ? $"upstream/{upstream}" : cached.Repository,
            Platforms = platforms,
            MaximumAge = cached.MaximumAge,
            Backups = cached.Backups,
            TestFolder = suites.Count > 0 ? folder : null,
            Suites = suites,
        });
    }
}
