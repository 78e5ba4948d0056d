using Bakehouse.Mirroring;
using Cake.Core.Diagnostics;

namespace Bakehouse.Reporting;

/// <summary>Plain lines, each behind its image's name: for a file, a pipe, a CI log.</summary>
public sealed class PlainView(Screen screen, LogFiles logs, ICakeLog log, Lazy<ImageTasks> names, TimeProvider time)
    : IRunView
{
    private readonly ProgressLines lines = new(screen, time);

    public void Begin(IReadOnlyList<ImageTask> tasks) { }

    public void Started(ImageTask task, string? line)
    {
        if (line is not null)
        {
            Say(task.Image, line);
        }
    }

    public void Ended(TaskEnd end)
    {
        Say(end.Label, end.Line);
        screen.WriteFailure(end, logs);
    }

    public void Say(string label, string line) => screen.WriteLine(label, line);

    public void ToolWrote(string? task, string line) => screen.WriteToolLine(task, line, log, names);

    public void Moved(string label, CopyProgress progress) => lines.Report(label, progress);

    public void End() { }
}
