using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>
/// Says which copies of one upstream may begin. Where its limit covers all that they can take at most, all of them. Where
/// it does not, indexes are read in turn, the oldest copy's first, so that what each takes is known before the next: and
/// once one has turned out to take too much, no other is read for the mere chance that it takes less.
/// </summary>
/// <param name="budget">What the upstream allows.</param>
/// <param name="copies">In the order of <see cref="PullBudget.Order"/>.</param>
internal sealed class PullAllotment(PullBudget budget, IReadOnlyList<ImageCopy> copies)
{
    private readonly Lock _lock = new();
    private Task? _decision;

    /// <summary>Ends when each copy is admitted or is not.</summary>
    public Task DecideAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return _decision ??= AdmitAsync(cancellationToken);
    }

    private async Task AdmitAsync(CancellationToken cancellationToken)
    {
        var isTight = !budget.Covers(copies.Sum(copy => (long)copy.UpperBound));
        var mayTry = true;
        foreach (var copy in copies)
        {
            var isIndex = MediaTypes.IsIndex(copy.Request.Upstream.MediaType);
            var isCovered = copy.TryAdmit(copy.UpperBound);
            if (isCovered && !(isTight && isIndex))
                continue;
            // An index and a manifest are the least that it takes.
            if (isCovered || (mayTry && isIndex && budget.Covers(2) && copy.TryAdmit(1)))
                mayTry &= await FitsAsync(copy, cancellationToken);
        }
    }

    private static async Task<bool> FitsAsync(ImageCopy copy, CancellationToken cancellationToken)
    {
        try
        {
            return await copy.ReadAsync(cancellationToken) is not null;
        }
        catch (PullLimitException)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The copy itself meets it again, and says so; it is no reason against the others.
            return true;
        }
    }
}
