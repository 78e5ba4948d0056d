using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Ends a run with what became of each copy of an upstream image, and of the upstreams' pull limits.</summary>
public sealed class CopySummary(Screen screen, RunState run, RegistryClient registries)
{
    private static readonly Style Warning = new(Color.Yellow);

    public void Print()
    {
        var planned = run.Plan.Copies;
        if (planned.Count == 0)
        {
            return;
        }

        screen.WriteLine();
        screen.Write(TableOf(planned));
        foreach (
            var (copy, warning) in planned.SelectMany(copy => run.CopyOf(copy.Name).Warnings.Select(w => (copy, w)))
        )
        {
            screen.WriteLine(null, $"Warning: {copy.Name}: {warning}.", Warning);
        }

        foreach (var line in PullsLeft())
        {
            screen.WriteLine(line);
        }

        if (planned.All(copy => copy.Action is CopyAction.Nothing or CopyAction.LeaveOut))
        {
            screen.WriteLine("Nothing to copy: what is here is what the upstreams have.");
        }
    }

    private Table TableOf(IReadOnlyList<PlannedCopy> planned)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in (string[])["Image", "Tag", "Digest", "Age", "Moved", "Pulls", "Left"])
        {
            table.AddColumn(title, cell => cell.NoWrap = true);
        }

        table.AddColumn("Why");
        foreach (var copy in planned)
        {
            table.AddRow([.. CellsOf(copy).Select(Markup.Escape)]);
        }

        return table;
    }

    private string[] CellsOf(PlannedCopy copy)
    {
        var name = Reference.Parse(copy.Upstream);
        var state = run.CopyOf(copy.Name);
        var isFetched = copy.Action == CopyAction.Mirror;
        return
        [
            copy.Name[..copy.Name.LastIndexOf(':')],
            name.Tag!,
            DigestsOf(copy, state),
            AgeOf(copy, state),
            isFetched ? Phrases.Size(state.BytesMoved) : "",
            isFetched ? $"{state.Pulls}" : "",
            registries.RateLimitOf(PlaceOf(name))?.Remaining.ToString() ?? "",
            string.Join("; ", copy.Reasons),
        ];
    }

    private static string DigestsOf(PlannedCopy copy, CopiedImage state) =>
        (copy.Digest?.Hex[..12], state.Digest?.Hex[..12]) switch
        {
            (null, null) => "",
            (null, { } now) => $"→ {now}",
            ({ } before, null) => before,
            var (before, now) => before == now ? now! : $"{before} → {now}",
        };

    private string AgeOf(PlannedCopy copy, CopiedImage state) =>
        state.Digest is not null ? "new"
        : copy.Digest is null ? ""
        : copy.Action == CopyAction.Nothing ? "current"
        : new CopyAge(run.Plan.Time - copy.Copied).ToString();

    private IEnumerable<string> PullsLeft() =>
        run
            .Plan.Copies.Select(copy => Reference.Parse(copy.Upstream))
            .DistinctBy(upstream => upstream.Registry)
            .Select(upstream => (upstream.Registry, Limit: registries.RateLimitOf(PlaceOf(upstream))))
            .Where(pair => pair.Limit is not null)
            .Select(pair => $"{pair.Registry} allows {pair.Limit!.Remaining} more pulls of {pair.Limit.Limit}.");

    private string PlaceOf(Reference upstream) => run.Places.Of(upstream).Registry;
}
