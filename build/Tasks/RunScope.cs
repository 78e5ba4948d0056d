using Bakehouse.Images;

namespace Bakehouse.Tasks;

/// <summary>What the tasks of a run are about.</summary>
/// <param name="Images">The images that any of them names, parents before children.</param>
/// <param name="Pushes">Whether any of them pushes.</param>
public sealed record RunScope(IReadOnlyList<ImageDefinition> Images, bool Pushes)
{
    public static RunScope Of(ImageCatalog catalog, IReadOnlySet<string> tasks) =>
        new(
            [
                .. catalog.Images.Where(image =>
                    tasks.Contains(image.TaskName)
                    || ImageTargets.Verbs.Any(verb => tasks.Contains(ImageTargets.Name(verb, image)))
                ),
            ],
            catalog.Images.Any(image => tasks.Contains(ImageTargets.Name("Push", image)))
        );
}
