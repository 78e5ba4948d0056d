using Bakehouse.Adapters.Processes;
using Bakehouse.Engine;

namespace Bakehouse.Reporting;

/// <summary>Keeps what programs print in the log of the task that started them, and lets the view have it too.</summary>
public sealed class ToolOutput(LogFiles files, IRunView view) : IProcessOutput
{
    public void Write(string line)
    {
        files.Write(TaskScope.Current, line);
        view.ToolWrote(TaskScope.Current, line);
    }
}
