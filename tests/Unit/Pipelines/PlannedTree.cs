using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Pipelines;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Pipelines;

/// <summary>A plan of made-up images, and the child pipeline for it.</summary>
internal sealed class PlannedTree
{
    private readonly List<ImageDefinition> images = [];
    private readonly List<PlannedImage> planned = [];

    public IReadOnlyList<ImageDefinition> Images => images;

    public PlannedTree With(string name, ImageAction action, params IEnumerable<string> parents) =>
        With(name, action, null, parents);

    /// <summary>An image that is made anew of the same inputs.</summary>
    public PlannedTree WithAnew(string name, params IEnumerable<string> parents) =>
        With(name, ImageAction.Build, Digest.Of("replaced"u8), parents);

    public ChildPipeline Pipeline(PipelineLimits? limits = null) =>
        ChildPipeline.Of(
            new Plan
            {
                Time = PlannerFacts.Time,
                Source = PlannerFacts.With([]).Source,
                Version = PlannerFacts.Version,
                Images = planned,
                WithheldTags = [],
            },
            images,
            limits ?? PipelineLimits.GitLab
        );

    private PlannedTree With(string name, ImageAction action, Digest? replaces, IEnumerable<string> parents)
    {
        images.Add(
            new ImageDefinition
            {
                Name = name,
                TaskName = ImageNames.TaskOf(name),
                Description = "",
                Repository = name,
                Family = name,
                FamilyTask = ImageNames.TaskOf(name),
                Folder = "",
                BuildFile = null!,
                Parents = [.. parents.Select(parent => new Parent(parent, "PARENT"))],
                HasClass = false,
                HasTests = true,
            }
        );
        planned.Add(
            new PlannedImage
            {
                Name = name,
                Repository = name,
                Action = action,
                Reasons = ["made up"],
                Tags = [],
                Replaces = replaces,
            }
        );
        return this;
    }
}
