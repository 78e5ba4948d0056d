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
    private readonly List<CopyDefinition> copies = [];
    private readonly List<PlannedCopy> plannedCopies = [];

    public IReadOnlyList<ImageDefinition> Images => images;

    public PlannedTree With(string name, ImageAction action, params IEnumerable<string> parents) =>
        With(name, action, null, parents);

    /// <summary>An image that is made anew of the same inputs.</summary>
    public PlannedTree WithAnew(string name, params IEnumerable<string> parents) =>
        With(name, ImageAction.Build, Digest.Of("replaced"u8), parents);

    public IReadOnlyList<CopyDefinition> Copies => copies;

    /// <summary>A copy of an upstream image: <c>redis</c> in version 7.</summary>
    public PlannedTree WithCopy(string family, CopyAction action)
    {
        var copy = new CopyDefinition
        {
            Family = family,
            FamilyTask = $"Cache-{ImageNames.TaskOf(family)}",
            Description = "",
            Upstream = Reference.Parse($"docker.io/library/{family}:7"),
            Repository = $"utility/{family}",
            MaximumAge = TimeSpan.FromDays(30),
            Backups = 1,
        };
        copies.Add(copy);
        plannedCopies.Add(
            new PlannedCopy
            {
                Name = copy.Name,
                Upstream = copy.Upstream.ToString(),
                Action = action,
                Reasons = ["made up"],
            }
        );
        return this;
    }

    /// <summary>The git tag of the pipeline; null for that of a branch.</summary>
    public string? GitTag { get; init; }

    public string Yaml() => PipelineYaml.Write(Pipeline(), Images, Copies);

    public ChildPipeline Pipeline(PipelineLimits? limits = null) =>
        ChildPipeline.Of(
            new Plan
            {
                Time = PlannerFacts.Time,
                Source = PlannerFacts.With([]).Source with { GitTags = GitTag is null ? [] : [GitTag] },
                Registry = "registry.example.com/team",
                Version = PlannerFacts.Version,
                Images = planned,
                Copies = plannedCopies,
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
                Suites = [TestSuites.Goss],
            }
        );
        planned.Add(
            new PlannedImage
            {
                Name = name,
                Repository = name,
                Action = action,
                Reasons = ["made up"],
                Tags =
                    GitTag == PlannerFacts.Version.Text
                        ? [new PlannedTag(GitTag, TagRule.Release, "made up")]
                        : [new PlannedTag("main", TagRule.Moves, "made up")],
                Replaces = replaces,
            }
        );
        return this;
    }
}
