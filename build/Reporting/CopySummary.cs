using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Ends a run with what became of each copy of an upstream image, and of the upstreams' pull limits.</summary>
public sealed class CopySummary(Screen screen, RunState run, CopyReportReader reader, RegistryClient registries)
{
    private static readonly Style Warning = new(Color.Yellow);

    public void Print()
    {
        var copies = reader.Read();
        if (copies.Count == 0)
        {
            return;
        }

        screen.WriteLine();
        screen.Write(TableOf(copies));
        foreach (var (copy, warning) in copies.SelectMany(copy => copy.Warnings.Select(warning => (copy, warning))))
        {
            screen.WriteLine(null, $"Warning: {copy.Repository}:{copy.Tag}: {warning}.", Warning);
        }

        foreach (var line in PullsLeft())
        {
            screen.WriteLine(line);
        }

        if (run.Plan.Copies.All(copy => copy.Action is CopyAction.Nothing or CopyAction.LeaveOut))
        {
            screen.WriteLine("Nothing to copy: what is here is what the upstreams have.");
        }
    }

    private static Table TableOf(IReadOnlyList<CopyReport> copies)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["Image", "Tag", "Digest", "Age", "Moved", "Pulls", "Left"])
        {
            table.AddColumn(title, cell => cell.NoWrap = true);
        }

        table.AddColumn("Why");
        foreach (var copy in copies)
        {
            string[] cells =
            [
                copy.Repository,
                copy.Tag,
                copy.Digests,
                copy.Age,
                copy.Moved,
                copy.Pulls,
                copy.Left,
                string.Join("; ", copy.Reasons),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        return table;
    }

    private IEnumerable<string> PullsLeft() =>
        run
            .Plan.Copies.Select(copy => Reference.Parse(copy.Upstream))
            .DistinctBy(upstream => upstream.Registry)
            .Select(upstream => (upstream.Registry, Limit: registries.RateLimitOf(run.Places.Of(upstream).Registry)))
            .Where(pair => pair.Limit is not null)
            .Select(pair => $"{pair.Registry} allows {pair.Limit!.Remaining} more pulls of {pair.Limit.Limit}.");
}
