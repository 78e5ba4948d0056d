using Bakehouse.Adapters.Processes;
using Bakehouse.Engine;
using Cake.Core.Diagnostics;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>
/// Cake's log, on the same screen as all the rest: behind the name of the image whose task writes it, errors on standard
/// error.
/// </summary>
/// <param name="screen">Where it is written.</param>
/// <param name="tasks">Asked for only when a task runs: an error in the images' folders has to be logged too.</param>
/// <param name="secrets">What is masked in all of it.</param>
public sealed class RunLog(Screen screen, Lazy<ImageTasks> tasks, Secrets secrets) : ICakeLog
{
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity > Verbosity)
        {
            return;
        }

        var label = TaskScope.Current is { } task ? tasks.Value.LabelOf(task) : null;
        var message = secrets.Redact(args.Length == 0 ? format : string.Format(format, args));
        if (level <= LogLevel.Error)
        {
            screen.WriteError(label, message);
        }
        else
        {
            screen.WriteLine(label, message, StyleOf(level));
        }
    }

    private static Style StyleOf(LogLevel level) =>
        level switch
        {
            LogLevel.Warning => new Style(Color.Yellow),
            LogLevel.Information => Style.Plain,
            _ => new Style(decoration: Decoration.Dim),
        };
}
