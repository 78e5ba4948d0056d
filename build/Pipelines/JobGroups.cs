namespace Bakehouse.Pipelines;

/// <summary>
/// Divides images among jobs: one each, as long as a pipeline may have so many. Beyond that, neighbouring levels of the
/// graph become one stage, and images of a stage share a job; those of a stage that depend on one another always do, so
/// that no two jobs wait for each other.
/// </summary>
internal static class JobGroups
{
    /// <returns>Stage by stage, the images of each job, parents before children.</returns>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Of(WorkGraph graph, PipelineLimits limits)
    {
        if (graph.Images.Count <= limits.Jobs && graph.Levels <= limits.Stages)
        {
            return Stages(graph, levelsInStage: 1, imagesInJob: 1);
        }

        // A stage may end with a job that is not full.
        var levelsInStage = RoundUp(graph.Levels, limits.Stages);
        var full = Math.Max(1, limits.Jobs - RoundUp(graph.Levels, levelsInStage));
        return Stages(graph, levelsInStage, RoundUp(graph.Images.Count, full));
    }

    private static IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> Stages(
        WorkGraph graph,
        int levelsInStage,
        int imagesInJob
    ) =>
        [
            .. graph
                .Images.Select(image => image.Name)
                .GroupBy(image => graph.LevelOf(image) / levelsInStage)
                .OrderBy(stage => stage.Key)
                .Select(stage => Jobs(Connected(graph, [.. stage]), imagesInJob)),
        ];

    private static IReadOnlyList<IReadOnlyList<string>> Jobs(IEnumerable<IReadOnlyList<string>> units, int imagesInJob)
    {
        var jobs = new List<List<string>>();
        foreach (var unit in units)
        {
            if (jobs.Count == 0 || jobs[^1].Count >= imagesInJob)
            {
                jobs.Add([]);
            }

            jobs[^1].AddRange(unit);
        }

        return jobs;
    }

    // The connected parts of a stage; a part's images keep their order.
    private static IEnumerable<IReadOnlyList<string>> Connected(WorkGraph graph, IReadOnlyList<string> stage)
    {
        var partOf = new Dictionary<string, List<string>>();
        foreach (var image in stage)
        {
            var part = new List<string>();
            foreach (
                var other in graph
                    .ParentsOf(image)
                    .Where(partOf.ContainsKey)
                    .Select(parent => partOf[parent])
                    .Distinct()
                    .ToList()
            )
            {
                part.AddRange(other);
            }

            part.Add(image);
            foreach (var member in part)
            {
                partOf[member] = part;
            }
        }

        return partOf.Values.Distinct();
    }

    private static int RoundUp(int number, int divisor) => (number + divisor - 1) / divisor;
}
