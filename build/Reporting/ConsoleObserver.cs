using Bakehouse.Engine;
using Cake.Core;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Tells of each task as it starts and ends: plain lines, which a log can keep.</summary>
public sealed class ConsoleObserver(IAnsiConsole console, Durations durations) : IEngineObserver
{
    public void RunStarting(IReadOnlyList<ICakeTaskInfo> tasks) { }

    public void TaskStarted(ICakeTaskInfo task) => console.WriteLine($"{task.Name}: started");

    public void TaskFinished(TaskResult result)
    {
        durations.Add(result.Task.Name, result.Duration);
        console.WriteLine(
            $"{result.Task.Name}: {result.Outcome} {result.Reason} in {Phrases.Duration(result.Duration)}"
        );
    }

    public void RunFinished(IReadOnlyList<TaskResult> results) { }
}
