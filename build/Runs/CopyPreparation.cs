using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.Tasks;

namespace Bakehouse.Runs;

/// <summary>Plans the copies of a run, before its images: what is built on a copy has to know what that will be.</summary>
public sealed class CopyPreparation(CopyReader reader, CopyCatalog catalog)
{
    /// <returns>Nothing without a registry: then there are no copies, and images are built on the upstreams themselves.</returns>
    public async Task<IReadOnlyList<PlannedCopy>> PlanAsync(
        RunScope scope,
        Task<PlanFacts> known,
        Destination destination,
        Places places,
        CancellationToken cancellationToken
    )
    {
        if (destination.Registry is null || scope.Copies.Count == 0)
        {
            return [];
        }

        var facts = await reader.ReadAsync(scope.Copies, destination, places, cancellationToken);
        var run = await known;
        var objection = NameRule.Objection(NameKind.Copy, run.Source);
        return [.. scope.Copies.Select(copy => CopyPlanner.Plan(copy, facts[copy.Name], objection, run.Time))];
    }

    /// <summary>The images of the run that stand on a copy which is left out.</summary>
    public IEnumerable<LeftOutImage> LeftOut(RunScope scope, IReadOnlyList<PlannedCopy> planned) =>
        from image in scope.Images
        let missing = catalog
            .Under(image)
            .Select(copy => planned.FirstOrDefault(other => other.Name == copy.Name))
            .FirstOrDefault(copy => copy?.Action == CopyAction.LeaveOut)
        where missing is not null
        select new LeftOutImage(image.Name, string.Join("; ", missing.Reasons));
}
