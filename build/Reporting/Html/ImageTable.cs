using Bakehouse.Adapters.Goss;

namespace Bakehouse.Reporting.Html;

/// <summary>Lists all images, a line each.</summary>
internal static class ImageTable
{
    public static void Write(HtmlText html, IReadOnlyList<ImageReport> images)
    {
        html.Add(
            $"""<section id="list" class="panel"><h2>List</h2><input id="filter" type="search" placeholder="Filter" aria-label="Filter">"""
        );
        html.Add(
            $"""<div class="scroll"><table><thead><tr><th>image</th><th>state</th><th>why</th><th>tests</th><th>packages</th><th>size in the registry</th><th>time</th></tr></thead><tbody>"""
        );
        foreach (var image in images)
        {
            html.Add(
                $"""<tr class="{image.State.Class()}"><td><a href="{StateNames.Link(image.Name)}">{image.Name}</a></td><td class="state">{image.State.Title()}</td><td>{string.Join("; ", image.Reasons)}</td>"""
            );
            html.Add(
                $"<td>{Tests(image.Tests)}</td><td>{Packages(image)}</td><td>{PackagePhrases.Size(image)}</td><td>{Duration(image)}</td></tr>\n"
            );
        }

        html.Add($"</tbody></table></div></section>\n");
    }

    private static string Tests(TestReport? tests) =>
        tests switch
        {
            null => "",
            { HasTests: false } => "none",
            _ => $"{tests.Passed} of {tests.Cases.Count}",
        };

    private static string Packages(ImageReport image) => image.PackageChanges is null ? "" : PackagePhrases.Of(image);

    private static string Duration(ImageReport image) => image.Steps.Count == 0 ? "" : Phrases.Duration(image.Duration);
}
