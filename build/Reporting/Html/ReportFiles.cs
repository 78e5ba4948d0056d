using Bakehouse.Steps;

namespace Bakehouse.Reporting.Html;

/// <summary>Leaves the report of a run in <c>artifacts/</c>: a page, and the package changes for a merge request.</summary>
public sealed class ReportFiles(Artifacts artifacts, Screen screen)
{
    public void Write(RunReport report)
    {
        Directory.CreateDirectory(artifacts.Folder);
        File.WriteAllText(artifacts.Report, ReportPage.Write(report));
        File.WriteAllText(artifacts.PackageChanges, PackageComment.Write(report));
    }

    /// <summary>Says where it is.</summary>
    public void Print()
    {
        var root = Path.GetDirectoryName(artifacts.Folder)!;
        screen.WriteLine($"The report is {Path.GetRelativePath(root, artifacts.Report)}.");
    }
}
