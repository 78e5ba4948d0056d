namespace Bakehouse.Steps;

/// <summary>
/// Builds go first. A build that begins keeps all processors busy until its first instruction runs; what nobody waits for
/// gives way meanwhile, so that no push keeps a child waiting.
/// </summary>
public sealed class RightOfWay(TimeProvider time)
{
    private static readonly TimeSpan Beginning = TimeSpan.FromMilliseconds(500);

    // However many builds begin, one behind the other.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private long began = time.GetTimestamp() - (2 * time.TimestampFrequency);

    /// <summary>A build begins.</summary>
    public void Take() => Volatile.Write(ref began, time.GetTimestamp());

    /// <summary>Waits until no build begins.</summary>
    public async Task GiveAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        while (
            Beginning - time.GetElapsedTime(Volatile.Read(ref began)) is { Ticks: > 0 } left
            && time.GetElapsedTime(asked) < Patience
        )
        {
            await Task.Delay(left, time, cancellationToken);
        }
    }
}
