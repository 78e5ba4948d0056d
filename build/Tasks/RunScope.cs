using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Steps;

namespace Bakehouse.Tasks;

/// <summary>What the tasks of a run are about.</summary>
/// <param name="Images">The images that any of them is about, parents before children.</param>
/// <param name="Named">The names of those that the command line asks for, by themselves or with all others.</param>
/// <param name="Pushed">The names of those that are to be pushed.</param>
public sealed record RunScope(
    IReadOnlyList<ImageDefinition> Images,
    IReadOnlyCollection<string> Named,
    IReadOnlySet<string> Pushed
)
{
    /// <summary>The copies of upstream images that any of the tasks is about.</summary>
    public IReadOnlyList<CopyDefinition> Copies { get; init; } = [];

    /// <summary>Whether the command line asks for copies by themselves, and not only for what is built on them.</summary>
    public bool AsksForCopies { get; init; }

    /// <summary>Whether anything of it may be written to the registry, so that there has to be one.</summary>
    public bool NeedsRegistry => Pushed.Count > 0 || AsksForCopies;

    /// <summary>Whether there is nothing to plan.</summary>
    public bool IsEmpty => Images.Count == 0 && Copies.Count == 0;

    /// <summary>Whether any image comes from Docker Hub, to be copied or to be built on.</summary>
    public bool AsksDockerHub =>
        Copies.Any(copy => copy.Upstream.Registry == Reference.DockerHub)
        || Images
            .SelectMany(image => image.BuildFile.ImageReferences(image.BuildArguments))
            .Any(image =>
                Reference.TryParse(image.Name, out var name, out _)
                && name.Registry == Reference.DockerHub
                && Images.All(other => other.Name != image.Name)
            );

    /// <summary>All images, to be pushed, and all copies.</summary>
    public static RunScope All(ImageCatalog catalog, CopyCatalog copies) =>
        new(
            catalog.Images,
            [.. catalog.Images.Select(image => image.Name)],
            catalog.Images.Select(image => image.Name).ToHashSet()
        )
        {
            Copies = copies.Copies,
            AsksForCopies = true,
        };

    /// <summary>
    /// The names of the images that a target of the command line is about, by themselves or with their variants, and not with
    /// all others.
    /// </summary>
    public IReadOnlyCollection<string> Singled { get; init; } = [];

    /// <summary>The names of the images in which a shell is opened.</summary>
    public IReadOnlyCollection<string> Debugged { get; init; } = [];

    /// <param name="catalog">All images.</param>
    /// <param name="copies">All copies of upstream images.</param>
    /// <param name="tasks">The names of the tasks that are to run.</param>
    /// <param name="targets">The names among them that the command line gives.</param>
    public static RunScope Of(
        ImageCatalog catalog,
        CopyCatalog copies,
        IEnumerable<string> tasks,
        IEnumerable<string> targets
    )
    {
        var toRun = tasks.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var asked = targets.Select(target => new HashSet<string>([target], StringComparer.OrdinalIgnoreCase)).ToList();
        var images = catalog.Images.Where(image => IsAbout(toRun, image)).ToList();

        // A target that names no image is about all of them: Push-All, Default.
        var asksForAll = asked.Exists(target => !images.Exists(image => IsAbout(target, image)));
        var singled = images
            .Where(image => asked.Exists(target => IsAbout(target, image)))
            .Select(image => image.Name)
            .ToList();
        return new RunScope(
            images,
            asksForAll ? [.. images.Select(image => image.Name)] : singled,
            images
                .Where(image => toRun.Contains(ImageTargets.Name("Push", image)))
                .Select(image => image.Name)
                .ToHashSet()
        )
        {
            Singled = singled,
            Copies = [.. copies.Copies.Where(copy => toRun.Contains(copy.TaskName))],
            AsksForCopies = copies.Copies.Any(copy =>
                toRun.Contains(CopyTargets.All)
                || asked.Exists(target => target.Contains(copy.TaskName) || target.Contains(copy.FamilyTask))
            ),
            Debugged =
            [
                .. images
                    .Where(image => toRun.Contains(ImageTargets.Name(DebugStep.Verb, image)))
                    .Select(image => image.Name),
            ],
        };
    }

    private static bool IsAbout(HashSet<string> tasks, ImageDefinition image) =>
        ((string[])[image.TaskName, image.FamilyTask]).Any(name =>
            tasks.Contains(name)
            || ImageTargets.Verbs.Append(DebugStep.Verb).Any(verb => tasks.Contains($"{verb}-{name}"))
        );
}
