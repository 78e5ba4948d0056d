namespace Bakehouse.Reporting.Html;

/// <summary>Lists the copies of upstream images, a line each.</summary>
internal static class CopyTable
{
    public static void Write(HtmlText html, IReadOnlyList<CopyReport> copies)
    {
        if (copies.Count == 0)
        {
            return;
        }

        html.Add($"""<section id="copies" class="panel"><h2>Copies of upstream images</h2>""");
        html.Add(
            $"""<div class="scroll"><table><thead><tr><th>image</th><th>tag</th><th>digest</th><th>age</th><th>moved</th><th>pulls</th><th>pulls left</th><th>why</th></tr></thead><tbody>"""
        );
        foreach (var copy in copies)
        {
            var state =
                copy.Failure is not null ? ImageState.Failed
                : copy.HasMoved ? ImageState.Built
                : ImageState.Nothing;
            html.Add(
                $"""<tr class="{state.Class()}"><td>{copy.Repository}</td><td>{copy.Tag}</td><td class="state">{copy.Digests}</td><td>{copy.Age}</td>"""
            );
            html.Add($"<td>{copy.Moved}</td><td>{copy.Pulls}</td><td>{copy.Left}</td><td>{Why(copy)}</td></tr>\n");
        }

        html.Add($"</tbody></table></div></section>\n");
    }

    private static string Why(CopyReport copy) =>
        string.Join("; ", copy.Failure is { } failure ? [failure] : copy.Reasons.Concat(copy.Warnings).Distinct());
}
