using Bakehouse.Mirroring;

namespace Bakehouse.Reporting;

/// <summary>
/// Plain lines, and below each ended target's line what its programs printed, in a section that GitLab folds: that of a
/// failed one is open.
/// </summary>
/// <remarks>
/// The format is that of GitLab's documentation, "CI/CD job logs", "Custom collapsible sections". Sections can't overlap,
/// so that of a target is written when the target is over, with the times at which it began and ended.
/// </remarks>
public sealed class GitLabView(Screen screen, LogFiles logs, TimeProvider time) : IRunView
{
    private readonly ProgressLines lines = new(screen, time);

    private const string EraseLine = "\e[0K";

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
        var body = end.HasFailed ? end.Details : logs.LastLinesOf(end.Task);
        var header = $"[{end.Label}] {end.Line}";
        screen.WriteBlock(body.Count == 0 ? [header] : Section(end, header, body));
    }

    public void Say(string label, string line) => screen.WriteLine(label, line);

    public void ToolWrote(string? task, string line) { }

    public void Moved(string label, CopyProgress progress) => lines.Report(label, progress);

    public void End() { }

    private IEnumerable<string> Section(TaskEnd end, string header, IEnumerable<string> body)
    {
        var name = end.Task.ToLowerInvariant().Replace('-', '_');
        var fold = end.HasFailed ? "" : "[collapsed=true]";
        yield return $"{EraseLine}section_start:{Unix(end.Ended - end.Duration)}:{name}{fold}\r{EraseLine}{header}";
        foreach (var line in body)
        {
            yield return Screen.Clean(line);
        }

        if (end.HasFailed && logs.Find(end.Task) is { } file)
        {
            yield return $"The whole log is {file}";
        }

        yield return $"{EraseLine}section_end:{Unix(end.Ended)}:{name}\r{EraseLine}";
    }

    private static long Unix(DateTimeOffset time) => time.ToUnixTimeSeconds();
}
