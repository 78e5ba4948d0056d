using System.Globalization;

namespace Bakehouse.Reporting.Html;

/// <summary>Draws when each step of each image ran: a row for each image, a bar for each step.</summary>
internal static class TimeLine
{
    private const int MostTicks = 8;

    // Seconds between two marks of the axis.
    private static readonly double[] Steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

    public static void Draw(HtmlText html, IReadOnlyList<ImageReport> images)
    {
        var rows = images.Where(image => image.Steps.Count > 0).OrderBy(image => image.Steps[0].Start).ToList();
        if (rows.Count == 0)
        {
            html.Add($"""<p class="quiet">Nothing ran.</p>""");
            return;
        }

        var steps = rows.SelectMany(image => image.Steps.Select(step => (Image: image.Name, Step: step))).ToList();
        var end = steps.Max(entry => (entry.Step.Start + entry.Step.Duration).TotalSeconds);
        DrawLegend(html, [.. steps.Where(entry => entry.Step.IsCritical)]);
        html.Add($"""<div class="time">""");
        DrawAxis(html, end);
        foreach (var image in rows)
        {
            DrawRow(html, image, end);
        }

        html.Add($"</div>\n");
    }

    private static void DrawLegend(HtmlText html, IReadOnlyList<(string Image, ReportedStep Step)> critical)
    {
        html.Add($"""<p class="legend">""");
        foreach (var verb in (string[])["Build", "Test", "Tag", "Push"])
        {
            html.Add(
                $"""<span class="key"><i class="bar {verb.ToLowerInvariant()}"></i>{verb.ToLowerInvariant()}</span>"""
            );
        }

        var length = critical.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Step.Duration);
        var chain = critical
            .OrderBy(entry => entry.Step.Start)
            .GroupBy(entry => entry.Image)
            .Select(image =>
                $"{image.Key} ({string.Join(", ", image.Select(entry => entry.Step.Verb.ToLowerInvariant()))})"
            );
        html.Add(
            $"""<span class="key path"><i class="bar critical"></i>critical path, {Phrases.Duration(length)}: {string.Join(" → ", chain)}</span></p>"""
        );
    }

    private static void DrawAxis(HtmlText html, double end)
    {
        var distance = Steps.FirstOrDefault(
            step => end / step <= MostTicks,
            Math.Ceiling(end / MostTicks / 3600) * 3600
        );
        html.Add($"""<div class="axis"><span></span><span class="track">""");
        for (var tick = 0; tick * distance <= end; tick++)
        {
            html.Add($"""<b style="left:{Percent(tick * distance, end)}">{Label(tick * distance)}</b>""");
        }

        html.Add($"</span></div>\n");
    }

    private static void DrawRow(HtmlText html, ImageReport image, double end)
    {
        html.Add($"""<div class="row"><a href="{StateNames.Link(image.Name)}">{image.Name}</a><span class="track">""");
        foreach (var step in image.Steps)
        {
            var kind = step.Verb.ToLowerInvariant() + (step.IsCritical ? " critical" : "");
            html.Add(
                $"""<i class="bar {kind}" style="left:{Percent(step.Start.TotalSeconds, end)};width:{Percent(step.Duration.TotalSeconds, end)}" title="{step.Verb.ToLowerInvariant()}: {Phrases.Duration(step.Duration)} from {Phrases.Duration(step.Start)}"></i>"""
            );
        }

        html.Add($"</span></div>\n");
    }

    private static string Percent(double seconds, double end) =>
        (end > 0 ? seconds / end * 100 : 0).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Label(double seconds) =>
        seconds < 60 ? $"{seconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
        : seconds % 60 == 0 ? $"{seconds / 60} min"
        : $"{(int)seconds / 60} min {seconds % 60:00} s";
}
