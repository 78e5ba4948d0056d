using Bakehouse.Images;
using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>Decides what a run does. It asks nothing and does nothing: the same facts give the same plan.</summary>
public static class Planner
{
    /// <param name="images">The images of the run, parents before children.</param>
    /// <param name="facts">What was observed.</param>
    /// <exception cref="BakehouseException">
    /// The tags cannot be written: see <see cref="TagPolicy"/>, and <see cref="PlannedTag.IsTaken"/>.
    /// </exception>
    public static Plan Plan(IReadOnlyList<ImageDefinition> images, PlanFacts facts)
    {
        var tags = images.ToDictionary(image => image.Name, image => TagPolicy.For(image, facts));
        var planned = new Dictionary<string, PlannedImage>();
        foreach (var image in images)
        {
            planned[image.Name] = Decide(image, facts, tags[image.Name].Tags, planned);
        }

        return new Plan
        {
            Time = facts.Time,
            Source = facts.Source,
            Version = facts.Version,
            Registry = facts.RegistryName,
            Images = [.. images.Select(image => planned[image.Name])],
            LeftOut = facts.LeftOut,
            Copies = facts.Copies,
            WithheldTags = [.. tags.Values.SelectMany(set => set.Withheld).Distinct()],
            NotLookedUp = facts.NotLookedUp,
        };
    }

    private static PlannedImage Decide(
        ImageDefinition image,
        PlanFacts facts,
        IReadOnlyList<PlannedTag> tags,
        Dictionary<string, PlannedImage> planned
    )
    {
        var registry = facts.Registry.GetValueOrDefault(image.Name);
        var inputs = facts.Inputs.GetValueOrDefault(image.Name);
        var known = registry?.Tested ?? registry?.Built;
        var parents = image
            .Parents.Select(parent => parent.Image)
            .Distinct()
            .Select(parent => ReasonOf(parent, facts, planned))
            .OfType<string>()
            .ToList();
        var anew = facts.Anew.GetValueOrDefault(image.Name, []);
        return (parents, registry) switch
        {
            _ when anew.Count > 0 => Planned(ImageAction.Build, [.. parents.Union(anew)]) with { Replaces = known },
            ({ Count: > 0 }, _) => Planned(ImageAction.Build, [.. Changes(), .. parents.Except(Changes())]),
            (_, null) => Planned(ImageAction.Build, ["no registry was asked: the engine's layer cache decides"]),
            (_, { Built: null, Tested: null }) => Planned(
                ImageAction.Build,
                Changes() is { Count: > 0 } changes ? changes : ["not in the registry"]
            ),
            _ when facts.Unasked.GetValueOrDefault(image.Name) is { } why => Planned(ImageAction.Fail, why) with
            {
                Tags = [],
            },
            (_, { Tested: null }) => Planned(ImageAction.Test, ["its tests changed"]),
            _ => Retag(),
        };

        // As against the image that the registry has under a name of this run.
        IReadOnlyList<string> Changes() =>
            facts.Previous?.GetValueOrDefault(image.Name) is { } previous && inputs is not null
                ? FingerprintDiff.Explain(previous.Inputs, inputs.Build, $"{ImageCatalog.FolderName}/{image.Family}")
                : [];

        PlannedImage Planned(ImageAction action, IReadOnlyList<string> reasons) =>
            new()
            {
                Name = image.Name,
                Repository = image.Repository,
                Variant = image.Variant?.Name,
                Action = action,
                Reasons = reasons,
                Tags = [.. Free(action)],
                Digest = action == ImageAction.Build ? null : known,
                Fingerprint = inputs is { Build.IsComplete: true } ? Fingerprint.Of(inputs.Build).Hex : null,
                TestHash = inputs?.Tests.Hex,
            };

        IEnumerable<PlannedTag> Free(ImageAction action)
        {
            var wanted = action == ImageAction.Build ? null : known;
            return tags.Where(tag => tag.Rule != TagRule.Development || GetsDevelopmentTag(action))
                .Where(tag => !tag.IsTaken(image.Repository, registry?.Tags.GetValueOrDefault(tag.Name), wanted));
        }

        // Of what is there, only what somebody works on. Without a test or a push nothing would be named.
        bool GetsDevelopmentTag(ImageAction action) =>
            action == ImageAction.Build
            || (
                facts.Singled.Contains(image.Name) && (action == ImageAction.Test || facts.Pushed.Contains(image.Name))
            );

        PlannedImage Retag()
        {
            var reasons = Free(ImageAction.Retag)
                .Where(tag => registry!.Tags.GetValueOrDefault(tag.Name) != registry.Tested)
                .Select(tag =>
                    registry!.Tags.GetValueOrDefault(tag.Name) is null
                        ? $"the tag {PlannedTag.Shorten(tag.Name)} is missing"
                        : $"the tag {PlannedTag.Shorten(tag.Name)} points elsewhere"
                )
                .ToList();
            return reasons.Count == 0
                ? Planned(ImageAction.Nothing, ["in the registry, tested, under all its tags"])
                : Planned(ImageAction.Retag, reasons);
        }
    }

    // Why what is built on the parent has to be built; null where the parent is in the registry.
    private static string? ReasonOf(string parent, PlanFacts facts, Dictionary<string, PlannedImage> planned) =>
        planned.TryGetValue(parent, out var inRun)
            ? inRun.Action == ImageAction.Build
                ? $"parent {parent} will be built"
                : null
            : facts.Registry.Count > 0 && facts.Registry.GetValueOrDefault(parent)?.Built is null
                ? $"parent {parent} is not in the registry"
                : null;
}
