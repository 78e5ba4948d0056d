namespace Bakehouse.Pipelines;

/// <summary>A job of the child pipeline: it pushes some images, or refreshes copies, in one run of Bakehouse.</summary>
/// <param name="Name">Its name, which no other job has.</param>
/// <param name="Stage">The stage: 1 for jobs that wait for no other, and so on.</param>
/// <param name="Images">Its images, parents before children; or its copies of upstream images.</param>
/// <param name="Forced">Those of them that are made anew of the same inputs.</param>
/// <param name="Needs">
/// The jobs that it waits for; null where these are more than GitLab allows: then it waits for all earlier stages.
/// </param>
public sealed record PipelineJob(
    string Name,
    int Stage,
    IReadOnlyList<string> Images,
    IReadOnlyList<string> Forced,
    IReadOnlyList<string>? Needs
)
{
    /// <summary>Those of them that a refresh could not ask for newer packages: the job asks again, and fails where it can't.</summary>
    public IReadOnlyList<string> Unasked { get; init; } = [];
}
