using System.Security.Cryptography;
using System.Text;

namespace Bakehouse.Reporting.Html;

/// <summary>
/// The report as one HTML page that needs nothing else: no network, no other file. It can be read without its script,
/// which marks what is chosen and filters the list.
/// </summary>
internal static class ReportPage
{
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    public static string Write(RunReport report)
    {
        var html = new HtmlText();
        WriteHead(html);
        WriteHeader(html, report);
        html.Add($"<main>");
        if (report.Images.Count > 0)
        {
            WriteImages(html, report);
        }

        CopyTable.Write(html, report.Copies);
        html.Add($"</main><script>").AddRaw(Script).Add($"</script></body></html>\n");
        return html.ToString();
    }

    private static void WriteImages(HtmlText html, RunReport report)
    {
        html.Add($"""<section id="graph" class="panel"><h2>Images</h2>""");
        WriteStates(html, report.Images);
        html.Add($"""<div class="scroll">""");
        GraphPicture.Draw(html, report.Images);
        html.Add($"</div></section>\n");
        html.Add(
            $"""<aside id="details"><p class="quiet hint">Choose an image: this is where all that is known of it stands.</p>"""
        );
        foreach (var image in report.Images)
        {
            ImageSection.Write(html, report, image);
        }

        html.Add($"""</aside><section id="time" class="panel"><h2>Time line</h2>""");
        TimeLine.Draw(html, report.Images);
        html.Add($"</section>\n");
        ImageTable.Write(html, report.Images);
    }

    private static void WriteHead(HtmlText html)
    {
        // The page shows text that comes out of images: even if some of it became markup, no script of it would run.
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        html.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">""")
            .Add(
                $"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"""
            )
            .AddRaw(hash)
            .Add($"""'; base-uri 'none'; form-action 'none'">""")
            .Add(
                $"""<meta name="viewport" content="width=device-width, initial-scale=1"><title>Bakehouse report</title><style>"""
            )
            .AddRaw(Style)
            .Add($"</style></head>\n");
    }

    private static void WriteHeader(HtmlText html, RunReport report)
    {
        var source = report.Source;
        var where = (source.Branch ?? source.GitTags.FirstOrDefault() ?? source.Slug, source.Commit) switch
        {
            ({ } name, { } commit) => $"{name}, {commit[..Math.Min(12, commit.Length)]}",
            var (name, commit) => name ?? commit ?? "no commit",
        };
        html.Add(
            $"<body><header><h1>Bakehouse</h1><p>{where}</p><p>{report.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm")} UTC, {Phrases.Duration(report.Duration)}</p>"
        );
        html.Add($"<p>{report.Registry ?? "no registry"}</p>");
        foreach (var note in report.WithheldTags.Concat(report.NotLookedUp).Concat(Phrases.LeftOut(report.LeftOut)))
        {
            html.Add($"""<p class="quiet">{note}</p>""");
        }

        html.Add($"</header>\n");
    }

    private static void WriteStates(HtmlText html, IReadOnlyList<ImageReport> images)
    {
        html.Add($"""<p class="legend">""");
        foreach (var state in images.GroupBy(image => image.State).OrderBy(group => group.Key))
        {
            html.Add($"""<span class="key {state.Key.Class()}"><i></i>{state.Count()} {state.Key.Title()}</span>""");
        }

        html.Add($"</p>");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
