using System.Text;

namespace Bakehouse.Reporting.Html;

/// <summary>What is said of a pipeline on its merge request, in GitLab Flavored Markdown: the plan, and the packages.</summary>
internal static class PipelineComment
{
    // GitLab takes notes of 1,000,000 characters; a table of so many rows is read by nobody.
    private const int MostImages = 200;

    public static string Write(RunReport report)
    {
        var work = report.Images.Where(image => image.State != ImageState.Nothing).ToList();
        var text = new StringBuilder("### Images\n\n");
        if (work.Count == 0)
        {
            return text.Append("All images are in the registry, tested, under all their tags: nothing was done.\n")
                .ToString();
        }

        text.Append("| Image | | Why | Digest |\n| --- | --- | --- | --- |\n");
        foreach (var image in work.Take(MostImages))
        {
            var state = image.State == ImageState.Failed ? "**not done**" : image.State.Class();
            var why = image.State == ImageState.Failed ? image.Outcome : string.Join("; ", image.Reasons);
            var digest = image.Digest is { } known ? $"`{known.Short}`" : "";
            text.Append($"| `{image.Name}` | {state} | {PackageComment.Code(why)} | {digest} |\n");
        }

        var rest = report.Images.Count - Math.Min(work.Count, MostImages);
        text.Append(rest == 0 ? "\n" : $"\n{rest} more images: nothing to do, or in the report.\n\n");
        return text.Append(PackageComment.Write(report)).ToString();
    }
}
