using Bakehouse.Images;

namespace Bakehouse.Planning;

/// <summary>Decides what a run does. It asks nothing and does nothing: the same facts give the same plan.</summary>
public static class Planner
{
    /// <param name="images">The images of the run, parents before children.</param>
    /// <param name="facts">What was observed.</param>
    /// <exception cref="BakehouseException">The tags cannot be written: see <see cref="TagPolicy"/>.</exception>
    public static Plan Plan(IReadOnlyList<ImageDefinition> images, PlanFacts facts)
    {
        var tags = TagPolicy.For(facts.Source, facts.Version, facts.IsRelease, facts.Time, facts.UpstreamTags);
        var planned = new Dictionary<string, PlannedImage>();
        foreach (var image in images)
        {
            planned[image.Name] = Decide(image, facts.Registry.GetValueOrDefault(image.Name), tags.Tags, planned);
        }

        return new Plan
        {
            Time = facts.Time,
            Source = facts.Source,
            Version = facts.Version,
            Images = [.. images.Select(image => planned[image.Name])],
            WithheldTags = tags.Withheld,
        };
    }

    private static PlannedImage Decide(
        ImageDefinition image,
        RegistryFacts? registry,
        IReadOnlyList<PlannedTag> tags,
        Dictionary<string, PlannedImage> planned
    )
    {
        var builtParents = image
            .Parents.Select(parent => parent.Image)
            .Distinct()
            .Where(parent => planned.GetValueOrDefault(parent)?.Action == ImageAction.Build)
            .Select(parent => $"its parent {parent} will be built")
            .ToList();
        return (builtParents, registry) switch
        {
            ({ Count: > 0 }, _) => Planned(ImageAction.Build, builtParents),
            (_, null) => Planned(ImageAction.Build, ["no registry was asked: the engine's layer cache decides"]),
            (_, { Built: null, Tested: null }) => Planned(ImageAction.Build, ["not in the registry"]),
            (_, { Tested: null }) => Planned(ImageAction.Test, ["its tests changed"]),
            _ => Retag(),
        };

        PlannedImage Planned(ImageAction action, IReadOnlyList<string> reasons) =>
            new()
            {
                Name = image.Name,
                Action = action,
                Reasons = reasons,
                Tags = tags,
                Digest = action == ImageAction.Build ? null : registry?.Tested ?? registry?.Built,
            };

        PlannedImage Retag()
        {
            var reasons = tags.Where(tag => registry!.Tags.GetValueOrDefault(tag.Name) != registry.Tested)
                .Select(tag =>
                    registry!.Tags.GetValueOrDefault(tag.Name) is null
                        ? $"the tag {tag.Name} is missing"
                        : $"the tag {tag.Name} points elsewhere"
                )
                .ToList();
            return reasons.Count == 0
                ? Planned(ImageAction.Nothing, ["in the registry, tested, under all its tags"])
                : Planned(ImageAction.Retag, reasons);
        }
    }
}
