using Bakehouse.Planning;

namespace Bakehouse.Pipelines;

/// <summary>A release in GitLab's own list of them: the git tag, and what can be pulled by it.</summary>
/// <param name="Tag">The git tag, which is the version.</param>
/// <param name="Images">The names of the released images, <c>registry/repository:1.4.0</c>.</param>
public sealed record PipelineRelease(string Tag, IReadOnlyList<string> Images)
{
    /// <summary>The release of a pipeline of a git tag; null where the plan is of none, as one that was asked for has no tag.</summary>
    public static PipelineRelease? Of(Plan plan)
    {
        var tag = plan.Version.Text;
        var images =
            from image in plan.Images
            from planned in image.Tags
            where planned.Rule == TagRule.Release
            select $"{plan.Registry}/{image.Repository}:{planned.Name}";
        return plan.Source.GitTags.Contains(tag) && images.ToList() is { Count: > 0 } released
            ? new PipelineRelease(tag, released)
            : null;
    }
}
