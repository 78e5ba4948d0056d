using System.Collections.Concurrent;
using Bakehouse.Adapters.Docker;
using Bakehouse.Engine;
using Bakehouse.Mirroring;
using Bakehouse.Steps;
using Cake.Core.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bakehouse.Reporting;

/// <summary>
/// For a person at a terminal: what is at work, in which step, since when, its last words or how much of it is pushed, and how
/// much is left, below the lines that tell what is done.
/// </summary>
public sealed class LiveView(
    Screen screen,
    LogFiles logs,
    ICakeLog log,
    Lazy<ImageTasks> names,
    Lazy<IEngineImages> images,
    RunIdentity identity,
    TimeProvider time
) : IRunView
{
    private static readonly Style Faint = new(decoration: Decoration.Dim);
    private readonly ConcurrentDictionary<string, AtWork> running = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> left = new();
    private readonly TaskCompletionSource over = new();
    private DateTimeOffset began;
    private int total;
    private int failed;
    private int blocked;
    private Task display = Task.CompletedTask;

    public void Begin(IReadOnlyList<ImageTask> tasks)
    {
        began = time.GetUtcNow();
        foreach (var image in tasks.GroupBy(task => task.Image))
        {
            left[image.Key] = image.Count();
        }

        total = left.Count;
        if (total > 0)
        {
            display = screen.LiveAsync(Draw, over.Task);
        }
    }

    public void Started(ImageTask task, string? line) =>
        running[task.Name] = new AtWork(task, time.GetUtcNow())
        {
            LastWords = "",
            Push = task.Verb == "Push" ? new PushProgress(() => LayerSizesAsync(task.Image)) : null,
        };

    public void Ended(TaskEnd end)
    {
        if (running.TryRemove(end.Task, out var work))
        {
            left.AddOrUpdate(work.Task.Image, 0, (_, count) => count - 1);
        }

        if (end.HasFailed)
        {
            failed++;
            left.TryRemove(end.Label, out _);
        }

        screen.WriteLine(end.Label, end.Line, end.HasFailed ? new Style(Color.Red) : Style.Plain);
        screen.WriteFailure(end, logs);
    }

    public void Say(string label, string line)
    {
        foreach (var work in running.Where(work => work.Value.Task.Image == label))
        {
            running.TryRemove(work);
        }

        if (left.TryRemove(label, out _))
        {
            blocked++;
        }

        screen.WriteLine(label, line, new Style(Color.Yellow));
    }

    public void ToolWrote(string? task, string line)
    {
        if (task is not null && running.TryGetValue(task, out var work))
        {
            work.LastWords = Screen.Clean(line).Trim();
            work.Push?.Read(work.LastWords);
        }

        screen.WriteToolLine(task, line, log, names);
    }

    public void Moved(string label, CopyProgress progress)
    {
        if (running.Values.FirstOrDefault(work => work.Task.Image == label) is { } work)
        {
            work.LastWords = CopyPhrases.Progress(progress);
        }
    }

    public void End()
    {
        over.SetResult();
        display.GetAwaiter().GetResult();
    }

    internal Rows Draw()
    {
        var now = time.GetUtcNow();
        var works = running
            .Values.OrderBy(work => work.Since)
            .ThenBy(work => work.Task.Name, StringComparer.Ordinal)
            .ToList();
        var width = works.Count == 0 ? 0 : works.Max(work => work.Task.Image.Length);
        var fitting = works.Take(Math.Max(1, screen.Height - 3)).Select(work => Line(work, width, now));
        return new Rows([.. fitting, Fit($"{Count(works)}  {Phrases.Elapsed(now - began)}", Faint)]);
    }

    private Paragraph Line(AtWork work, int width, DateTimeOffset now)
    {
        var head =
            $"{work.Task.Image.PadRight(width)}  {StepPhrases.Doing(work.Task, default), -8} "
            + $"{Phrases.Elapsed(now - work.Since), 10}  ";
        return head.Length >= screen.Width
            ? Fit(head, Style.Plain)
            : Fit(head, Style.Plain)
                .Append(Cut(work.Push?.Tell() ?? work.LastWords, screen.Width - 1 - head.Length), Faint);
    }

    private string Count(List<AtWork> works)
    {
        var busy = works.Select(work => work.Task.Image).ToHashSet();
        var waiting = left.Count(image => image.Value > 0 && !busy.Contains(image.Key));
        var done = left.Count(image => image.Value == 0);
        return $"{busy.Count} at work, {waiting} waiting, {done} of {total} done"
            + (failed > 0 ? $", {failed} failed" : "")
            + (blocked > 0 ? $", {blocked} blocked" : "");
    }

    private Task<IReadOnlyDictionary<string, long>> LayerSizesAsync(string image) =>
        images.Value.LayerSizesAsync(identity.WorkingTagOf(image), TaskScope.CancellationToken);

    // A line that wraps would be one more than the terminal is told to overwrite.
    private Paragraph Fit(string line, Style style) => new(Cut(line, screen.Width - 1), style);

    private static string Cut(string line, int width) =>
        Segment.Truncate(new Segment(line), Math.Max(1, width))?.Text ?? "";

    private sealed record AtWork(ImageTask Task, DateTimeOffset Since)
    {
        public required string LastWords { get; set; }

        public PushProgress? Push { get; init; }
    }
}
