using Bakehouse.Adapters.GitLab;
using Bakehouse.Images;
using Bakehouse.Reporting;
using Bakehouse.Reporting.Html;
using Bakehouse.Steps;
using Bakehouse.Tasks;

namespace Bakehouse.Runs;

/// <summary>The end of a pipeline: what has become of its plan, as files and as a comment on the merge request.</summary>
public sealed class PipelineReport(
    RunPreparation preparation,
    ImageCatalog catalog,
    CopyCatalog copies,
    PipelineReportReader reader,
    ReportFiles reportFiles,
    ImageFiles imageFiles,
    Artifacts artifacts,
    MergeRequestNote note,
    Screen screen
)
{
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var before = await artifacts.ReadPlanAsync(cancellationToken);
        var now = await preparation.PrepareAsync(RunScope.All(catalog, copies), cancellationToken);
        var report = await reader.ReadAsync(before, now.Plan, now.Destination, cancellationToken);
        reportFiles.Write(report);
        imageFiles.Write(report, now.Destination);
        var comment = PipelineComment.Write(report);
        await File.WriteAllTextAsync(artifacts.Comment, comment, cancellationToken);
        foreach (var image in report.Images.Where(image => image.State != ImageState.Nothing))
        {
            screen.WriteLine(image.Name, $"{image.Outcome} {image.Digest?.Short}".TrimEnd());
        }

        if (note.HasMergeRequest && note.HasToken)
        {
            await note.WriteAsync(comment, cancellationToken);
        }
        else if (note.HasMergeRequest)
        {
            screen.WriteLine(
                $"No comment on the merge request: {MergeRequestNote.TokenVariable} is not set, and a job's own token may not write one."
            );
        }
    }
}
