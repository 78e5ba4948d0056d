namespace Bakehouse.LocalEcr.Repositories;

/// <summary>
/// The registry's time of day: when images were pushed, and how old they are. Tests move it on, to let a month go by.
/// Signatures and tokens hold by the real time, since clients go by that.
/// </summary>
internal sealed class Clock(TimeProvider time)
{
    private long advanced;

    public DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref advanced));

    public void Advance(TimeSpan by) => Interlocked.Add(ref advanced, by.Ticks);
}
