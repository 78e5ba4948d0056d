using System.Collections.Concurrent;
using Bakehouse.Mirroring;

namespace Bakehouse.Reporting;

/// <summary>Says now and then how far a copy is, where lines cannot be overwritten: one that takes its time, not others.</summary>
internal sealed class ProgressLines(Screen screen, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, long> said = new();

    public void Report(string label, CopyProgress progress)
    {
        var now = time.GetTimestamp();
        var last = said.GetOrAdd(label, now);
        if (time.GetElapsedTime(last, now) >= Pause && said.TryUpdate(label, now, last))
        {
            screen.WriteLine(label, CopyPhrases.Progress(progress));
        }
    }
}
