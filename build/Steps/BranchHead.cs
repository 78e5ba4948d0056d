using Bakehouse.Adapters.Git;

namespace Bakehouse.Steps;

/// <summary>
/// Whether the run's commit is still the head of its branch: names of the branch are that commit's only. All images of a
/// run that are pushed within seconds share an answer.
/// </summary>
public sealed class BranchHead(ISourceReader sources, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim turn = new(1);
    private (long Asked, string? Newer)? answer;

    /// <summary>The newer head; null where there is none.</summary>
    /// <exception cref="BakehouseException">The server cannot be asked.</exception>
    public async Task<string?> NewerAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (answer is not { } known || time.GetElapsedTime(known.Asked) > Fresh)
            {
                var asked = time.GetTimestamp();
                answer = known = (asked, await sources.NewerHeadAsync(cancellationToken));
            }

            return known.Newer;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
