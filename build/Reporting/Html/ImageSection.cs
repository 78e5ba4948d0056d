using Bakehouse.Adapters.Goss;
using Bakehouse.Packages;

namespace Bakehouse.Reporting.Html;

/// <summary>Writes all that is known of one image.</summary>
internal static class ImageSection
{
    public static void Write(HtmlText html, RunReport report, ImageReport image)
    {
        html.Add(
            $"""<section class="image {image.State.Class()}" id="{StateNames.Anchor(image.Name)}"><h2>{image.Name}</h2>"""
        );
        html.Add($"""<p class="state">{image.Phrase()}</p>""");
        if (image.Description.Length > 0)
        {
            html.Add($"""<p class="quiet">{image.Description}</p>""");
        }

        WriteFailures(html, image);
        ScanSection.Write(html, image.Findings);
        html.Add($"""<h3>Why: {Phrases.Action(image.Action)}</h3><ul class="reasons">""");
        foreach (var reason in image.Reasons)
        {
            html.Add($"<li>{reason}</li>");
        }

        html.Add($"</ul>");
        WriteNames(html, image);
        WritePackages(html, report, image);
        WriteTests(html, image);
        WriteSteps(html, image);
        WriteLayers(html, image);
        html.Add($"</section>\n");
    }

    private static void WriteFailures(HtmlText html, ImageReport image)
    {
        foreach (var step in image.Steps.Where(step => step.Failure is not null))
        {
            html.Add($"""<h3>What went wrong</h3><pre class="failure">{step.Failure}</pre>""");
        }

        foreach (var test in image.Tests?.Failures ?? [])
        {
            html.Add($"""<h3>{test.Origin}/{test.Suite}: {test.Name}</h3><pre class="failure">{test.Failure}</pre>""");
        }
    }

    private static void WriteNames(HtmlText html, ImageReport image)
    {
        if (image.Digest is null && image.Tags.Count == 0 && image.Previous is null)
        {
            return;
        }

        html.Add($"<h3>In the registry</h3><dl>");
        if (image.Tags.Count > 0)
        {
            html.Add($"<dt>tags</dt><dd>");
            foreach (var tag in image.Tags)
            {
                html.Add($"""<code class="tag">{tag}</code> """);
            }

            html.Add($"</dd>");
        }

        if (image.Digest is { } digest)
        {
            html.Add($"<dt>digest</dt><dd><code>{digest.ToString()}</code></dd>");
        }

        if (image.Previous is { } previous)
        {
            html.Add($"<dt>before</dt><dd><code>{previous.Digest.ToString()}</code></dd>");
        }

        if (PackagePhrases.Size(image) is { Length: > 0 } size)
        {
            html.Add($"<dt>size</dt><dd>{size}</dd>");
        }

        html.Add($"</dl>");
    }

    private static void WritePackages(HtmlText html, RunReport report, ImageReport image)
    {
        if (image.State is not ImageState.Built && image.PackageChanges is null)
        {
            return;
        }

        html.Add($"""<h3>Packages</h3><p class="packages">{PackagePhrases.Of(report, image)}</p>""");
        if (report.OwnChangesOf(image) is not { Count: > 0 } changes)
        {
            return;
        }

        html.Add($"""<table class="changes"><tr><th>package</th><th>before</th><th>now</th></tr>""");
        foreach (var package in changes.Changed)
        {
            html.Add($"<tr><td>{package.Name}</td><td>{package.Before}</td><td>{package.After}</td></tr>");
        }

        WriteOnes("added", changes.Added, package => html.Add($"<td></td><td>{package.Version}</td></tr>"));
        WriteOnes("removed", changes.Removed, package => html.Add($"<td>{package.Version}</td><td></td></tr>"));
        html.Add($"</table>");

        void WriteOnes(string kind, IEnumerable<Package> packages, Action<Package> versions)
        {
            foreach (var package in packages)
            {
                html.Add($"""<tr class="{kind}"><td>{package.Name}</td>""");
                versions(package);
            }
        }
    }

    private static void WriteTests(HtmlText html, ImageReport image)
    {
        if (image is { Tests: null, TestNote: null })
        {
            return;
        }

        html.Add($"<h3>Tests</h3>");
        if (image.TestNote is { } note)
        {
            html.Add($"""<p class="quiet">The image {note}.</p>""");
        }

        if (image.Tests is not { HasTests: true } tests)
        {
            return;
        }

        html.Add($"<table><tr><th>tests</th><th>passed</th><th>failed</th><th>time</th></tr>");
        foreach (var suite in tests.Cases.GroupBy(test => $"{test.Origin}/{test.Suite}"))
        {
            var failed = suite.Count(test => test.Failure is not null);
            var time = Phrases.Duration(TimeSpan.FromSeconds(suite.Sum(test => test.Seconds)));
            html.Add(
                $"""<tr class="{(failed > 0 ? "broken" : "")}"><td>{suite.Key}</td><td>{suite.Count() - failed}</td><td>{failed}</td><td>{time}</td></tr>"""
            );
        }

        html.Add($"</table>");
    }

    private static void WriteSteps(HtmlText html, ImageReport image)
    {
        if (image.Steps.Count == 0)
        {
            return;
        }

        html.Add($"<h3>Steps</h3><table><tr><th>step</th><th>from</th><th>time</th><th></th></tr>");
        foreach (var step in image.Steps)
        {
            html.Add(
                $"<tr><td>{step.Verb.ToLowerInvariant()}{(step.IsCritical ? " (critical path)" : "")}</td><td>{Phrases.Duration(step.Start)}</td><td>{Phrases.Duration(step.Duration)}</td><td>"
            );
            if (step.Log is { } log)
            {
                html.Add($"""<a href="{log}">log</a>""");
            }

            html.Add($"</td></tr>");
        }

        html.Add($"</table>");
    }

    private static void WriteLayers(HtmlText html, ImageReport image)
    {
        if (image.Layers.Count == 0)
        {
            return;
        }

        html.Add($"<h3>Layers</h3><table class=\"layers\">");
        foreach (var layer in image.Layers)
        {
            html.Add(
                $"<tr><td>{Phrases.Size(layer.Size)}</td><td><code>{(layer.Instruction.Length > 0 ? layer.Instruction : "imported")}</code></td></tr>"
            );
        }

        html.Add(
            $"<tr><td>{Phrases.Size(image.Layers.Sum(layer => layer.Size))}</td><td>unpacked, all of them</td></tr></table>"
        );
    }
}
