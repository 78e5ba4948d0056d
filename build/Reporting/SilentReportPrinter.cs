using Cake.Core;
using Cake.Core.Diagnostics;

namespace Bakehouse.Reporting;

/// <summary>
/// Keeps Cake from printing a banner for each task and a table at the end: the observer and the summary tell the same by
/// image.
/// </summary>
public sealed class SilentReportPrinter : ICakeReportPrinter
{
    public void Write(CakeReport report) { }

    public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

    public void WriteStep(string name, Verbosity verbosity) { }

    public void WriteSkippedStep(string name, Verbosity verbosity) { }
}
