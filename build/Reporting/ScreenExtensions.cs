using Cake.Core.Diagnostics;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>What the views with lines have in common.</summary>
internal static class ScreenExtensions
{
    private static readonly Style Faint = new(decoration: Decoration.Dim);

    /// <summary>What explains a failure, and where the rest of it is. Nothing for what went well.</summary>
    public static void WriteFailure(this Screen screen, TaskEnd end, LogFiles logs)
    {
        foreach (var line in end.Details)
        {
            screen.WriteLine(end.Label, $"| {line}", Faint);
        }

        if (end.HasFailed && logs.Find(end.Task) is { } file)
        {
            screen.WriteLine(end.Label, $"the whole log is {file}");
        }
    }

    /// <summary>What a program prints, where somebody wants to see all of it.</summary>
    public static void WriteToolLine(
        this Screen screen,
        string? task,
        string line,
        ICakeLog log,
        Lazy<ImageTasks> tasks
    )
    {
        if (log.Verbosity >= Verbosity.Verbose)
        {
            screen.WriteLine(task is null ? null : tasks.Value.LabelOf(task), line, Faint);
        }
    }
}
