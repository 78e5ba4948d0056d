using Bakehouse.Configuration;
using Bakehouse.Steps;

namespace Bakehouse.Reporting.Html;

/// <summary>Lists what ECR's scan found in an image, and what became of each finding at the gate.</summary>
internal static class ScanSection
{
    public static void Write(HtmlText html, IReadOnlyList<JudgedFinding>? findings)
    {
        if (findings is null)
        {
            return;
        }

        html.Add($"<h3>ECR's scan</h3><p>{Counts(findings)}</p>");
        if (findings.Count == 0)
        {
            return;
        }

        html.Add($"""<table class="findings"><tr><th>finding</th><th>severity</th><th>at the gate</th></tr>""");
        foreach (var judged in findings)
        {
            html.Add($"""<tr class="{(judged.Stops ? "broken" : "")}"><td>""");
            WriteName(html, judged);
            html.Add($"</td><td>{Name(judged.Finding.Severity)}</td><td>{Verdict(judged)}</td></tr>");
        }

        html.Add($"</table>");
    }

    private static void WriteName(HtmlText html, JudgedFinding judged)
    {
        var finding = judged.Finding;
        if (Uri.TryCreate(finding.Uri, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
        {
            html.Add($"""<a href="{uri.AbsoluteUri}" rel="noreferrer">{finding.Name}</a>""");
        }
        else
        {
            html.Add($"{finding.Name}");
        }
    }

    private static string Counts(IReadOnlyList<JudgedFinding> findings) =>
        findings.Count == 0
            ? "It found nothing."
            : string.Join(
                ", ",
                findings
                    .CountBy(judged => judged.Finding.Severity)
                    .OrderByDescending(count => count.Key)
                    .Select(count => $"{count.Value} {Name(count.Key)}")
            );

    private static string Verdict(JudgedFinding judged) =>
        judged switch
        {
            { Stops: true } => "stops",
            { IsBad: true, Exception: { } known } => $"let through until {known.LastDay:yyyy-MM-dd}: {known.Reason}",
            _ => "",
        };

    private static string Name(Severity severity) =>
        severity == Severity.Undefined ? "not rated" : severity.ToString().ToLowerInvariant();
}
