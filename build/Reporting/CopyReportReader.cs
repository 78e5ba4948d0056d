using Bakehouse.Adapters.Registry;
using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>Puts together what became of each copy of a run, from what the run has left in memory.</summary>
public sealed class CopyReportReader(RunState run, CopyCatalog catalog, TaskResults results, RegistryClient registries)
{
    public IReadOnlyList<CopyReport> Read() => [.. run.Plan.Copies.Select(Read)];

    private CopyReport Read(PlannedCopy planned)
    {
        var state = run.CopyOf(planned.Name);
        var isFetched = planned.Action == CopyAction.Mirror;
        var place = run.Places.Of(Reference.Parse(planned.Upstream)).Registry;
        return CopyReport.Of(planned, state, run.Plan.Time) with
        {
            Moved = isFetched ? Phrases.Size(state.BytesMoved) : "",
            Pulls = isFetched ? $"{state.Pulls}" : "",
            Left = registries.RateLimitOf(place)?.Remaining.ToString() ?? "",
            Failure = FailureOf(planned),
        };
    }

    private string? FailureOf(PlannedCopy planned) =>
        catalog.Copies.FirstOrDefault(copy => copy.Name == planned.Name) is { } copy
        && results.Find(copy.TaskName) is { Outcome: TaskOutcome.Failed, Exception: { } failure }
            ? Screen.Clean(failure.Message)
            : null;
}
