using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting.Html;

/// <summary>
/// Puts together what a pipeline has done. Its jobs share nothing but the registry: what the plan said before them is held
/// against a plan made after them.
/// </summary>
public sealed class PipelineReportReader(ImageCatalog catalog, PreviousImages images, TimeProvider time)
{
    /// <param name="before">What the pipeline was to do.</param>
    /// <param name="after">What would be to do now.</param>
    /// <param name="destination">Where the images are.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<RunReport> ReadAsync(
        Plan before,
        Plan after,
        Destination destination,
        CancellationToken cancellationToken
    )
    {
        var names = before.Images.Select(image => image.Name).ToHashSet();
        var reports = await Task.WhenAll(
            before.Images.Where(image => catalog.Images.Any(known => known.Name == image.Name)).Select(ReportAsync)
        );
        return new RunReport
        {
            Time = before.Time,
            Duration = time.GetUtcNow() - before.Time,
            Source = before.Source,
            Registry = before.Registry,
            WithheldTags = after.WithheldTags,
            NotLookedUp = before.NotLookedUp,
            Images = reports,
            Copies = [.. before.Copies.Select(copy => Report(copy, after.FindCopy(copy.Name), after.Time))],
        };

        async Task<ImageReport> ReportAsync(PlannedImage planned)
        {
            var definition = catalog[planned.Name];
            var now = after.Find(planned.Name);
            var isDone = IsDone(planned, now);
            var digest = isDone ? now!.Digest : null;
            var repository = destination.RepositoryOf(definition.Repository);
            var built = planned.Action == ImageAction.Build && digest is not null;
            var image = built ? await images.ReadAsync(repository.WithDigest(digest!), cancellationToken) : null;

            // What a merge request would replace; on the default branch itself that has been replaced by now.
            var old = planned.Replaces is { } replaced
                ? repository.WithDigest(replaced)
                : repository.WithTag(TagOwner.Of(definition, before.Version).Latest);
            var previous = built ? await images.ReadAsync(old, cancellationToken) : null;
            return new ImageReport
            {
                Name = planned.Name,
                Description = definition.Description,
                Parents = [.. definition.Parents.Select(parent => parent.Image).Distinct().Where(names.Contains)],
                Action = planned.Action,
                State = isDone ? StateOf(planned.Action) : ImageState.Failed,
                Outcome = isDone ? ImageProgress.Done : $"not done: {string.Join("; ", WhyNot(planned, now))}",
                Reasons = planned.Reasons,
                Tags = isDone ? [.. planned.Tags.Select(tag => tag.Name)] : [],
                Digest = digest,
                Previous = previous?.Digest == digest ? null : previous,
                Packages = image?.Packages,
                PackedSize = image?.PackedSize,
            };
        }
    }

    // What a job has moved and pulled, its own report says.
    private static CopyReport Report(PlannedCopy before, PlannedCopy? after, DateTimeOffset time)
    {
        var hasMoved = after?.Digest is not null && after.Digest != before.Digest;
        var state = new CopiedImage(before.Name) { Digest = hasMoved ? after!.Digest : null };
        return CopyReport.Of(before, state, time);
    }

    private static IReadOnlyList<string> WhyNot(PlannedImage planned, PlannedImage? now) =>
        planned.Action == ImageAction.Fail ? planned.Reasons : now?.Reasons ?? [];

    private static bool IsDone(PlannedImage planned, PlannedImage? now) =>
        now is { Action: ImageAction.Nothing }
        && (planned.Action != ImageAction.Fail || now.Digest != planned.Digest)
        && (planned.Replaces is null || now.Digest != planned.Replaces);

    private static ImageState StateOf(ImageAction action) =>
        action switch
        {
            ImageAction.Build => ImageState.Built,
            ImageAction.Test => ImageState.Tested,
            ImageAction.Retag => ImageState.Retagged,
            _ => ImageState.Nothing,
        };
}
