using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Pipelines;

/// <summary>
/// The child pipeline of a plan: which jobs it has and what each waits for. Jobs share no engine and no disk; what one
/// needs of another it finds in the registry.
/// </summary>
/// <param name="Jobs">In the order of their stages; none where there is nothing to do.</param>
public sealed record ChildPipeline(IReadOnlyList<PipelineJob> Jobs)
{
    /// <summary>The release that GitLab is told of when all jobs are done; null where the plan is of none.</summary>
    public PipelineRelease? Release { get; init; }

    /// <summary>
    /// The job for all images that only get tags: they need no engine and next to no time, so a job for each would cost
    /// runners more than it does. No image has a name with blanks.
    /// </summary>
    public const string TagJob = "tags of unchanged images";

    /// <summary>The job for all copies of upstream images that change: what they share is fetched once.</summary>
    public const string CopyJob = "copies of upstream images";

    public static ChildPipeline Of(Plan plan, IReadOnlyList<ImageDefinition> images, PipelineLimits limits)
    {
        var definitions = images.ToDictionary(image => image.Name);
        var graph = new WorkGraph(plan, definitions);
        var stages = JobGroups.Of(graph, limits);
        var anew = plan.Images.Where(image => image.Replaces is not null).Select(image => image.Name).ToHashSet();
        var unasked = plan
            .Images.Where(image => image.Action == ImageAction.Fail)
            .Select(image => image.Name)
            .ToHashSet();
        var jobOf = new Dictionary<string, string>();
        var jobs = new List<PipelineJob>();
        foreach (var (members, stage) in stages.SelectMany((jobs, index) => jobs.Select(job => (job, index + 1))))
        {
            var name = NameOf(members);
            foreach (var image in members)
            {
                jobOf[image] = name;
            }

            var needs = members
                .SelectMany(graph.ParentsOf)
                .Select(parent => jobOf[parent])
                .Where(job => job != name)
                .Distinct()
                .ToList();
            jobs.Add(
                new PipelineJob(
                    name,
                    stage,
                    members,
                    [.. members.Where(anew.Contains)],
                    needs.Count <= limits.Needs ? needs : null
                )
                {
                    Unasked = [.. members.Where(unasked.Contains)],
                }
            );
        }

        var tagged = plan.Images.Where(image => image.Action == ImageAction.Retag).Select(image => image.Name);

        // A copy that cannot go on is a red job, and not only a line in the plan.
        var copies = plan.Copies.Where(copy => copy.Action is CopyAction.Mirror or CopyAction.Fail);
        return new ChildPipeline([
            .. Shared(CopyJob, copies.Select(copy => copy.Name)),
            .. Shared(TagJob, tagged),
            .. jobs,
        ])
        {
            Release = PipelineRelease.Of(plan),
        };
    }

    private static IEnumerable<PipelineJob> Shared(string name, IEnumerable<string> images) =>
        images.ToList() is { Count: > 0 } all ? [new PipelineJob(name, 1, all, [], [])] : [];

    private static string NameOf(IReadOnlyList<string> images) =>
        images.Count == 1 ? images[0] : $"{images[0]} and {images.Count - 1} more";
}
