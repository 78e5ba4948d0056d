using System.Net;
using System.Text;
using Bakehouse.Packages;

namespace Bakehouse.Reporting.Html;

/// <summary>
/// The package changes of a run in GitLab Flavored Markdown, fit for a merge request's comment: what comes out of images
/// stands in code spans, where nothing of it is a mention, a link or a command.
/// </summary>
internal static class PackageComment
{
    // GitLab takes notes of 1,000,000 characters; nobody reads that many.
    private const int LongestDetails = 200_000;

    public static string Write(RunReport report)
    {
        var built = report.Images.Where(image => image.State == ImageState.Built || image.PackageChanges is not null);
        var text = new StringBuilder("### Package changes\n\n");
        var images = built.ToList();
        if (images.Count == 0)
        {
            return text.Append("No image was built.\n").ToString();
        }

        text.Append("| Image | Packages | Size in the registry |\n| --- | --- | --- |\n");
        foreach (var image in images)
        {
            text.Append(
                $"| {Code(image.Name)} | {PackagePhrases.Of(report, image)} | {PackagePhrases.Size(image)} |\n"
            );
        }

        var details = images
            .Select(image => (image, Changes: report.OwnChangesOf(image)))
            .Where(entry => entry.Changes is { Count: > 0 })
            .Select(entry => Details(PackagePhrases.Of(report, entry.image), entry.image.Name, entry.Changes!))
            .ToList();
        var length = 0;
        var fitting = details.TakeWhile(detail => (length += detail.Length) <= LongestDetails).ToList();
        text.AppendJoin("", fitting);
        if (fitting.Count < details.Count)
        {
            text.Append($"\nThe packages of {details.Count - fitting.Count} more images are in the report.\n");
        }

        return text.ToString();
    }

    private static string Details(string summary, string image, PackageChanges changes)
    {
        var text = new StringBuilder(
            $"\n<details><summary>{WebUtility.HtmlEncode($"{image}: {summary}")}</summary>\n\n"
                + "| Package | Before | Now |\n| --- | --- | --- |\n"
        );
        foreach (var package in changes.Changed)
        {
            text.Append($"| {Code(package.Name)} | {Code(package.Before)} | {Code(package.After)} |\n");
        }

        foreach (var package in changes.Added)
        {
            text.Append($"| {Code(package.Name)} | | {Code(package.Version)} |\n");
        }

        foreach (var package in changes.Removed)
        {
            text.Append($"| {Code(package.Name)} | {Code(package.Version)} | |\n");
        }

        return text.Append("\n</details>\n").ToString();
    }

    // A code span ends at the next backtick, and a cell of a table at the next bar, even within a code span.
    internal static string Code(string text) =>
        $"`{string.Concat(text.Select(c => c == '`' || char.IsControl(c) ? '\uFFFD' : c)).Replace("|", "\\|")}`";
}
