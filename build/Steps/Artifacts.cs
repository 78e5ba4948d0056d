using Cake.Core;

namespace Bakehouse.Steps;

/// <summary>Where a run leaves what one may want to read later: the folder <c>artifacts/</c>.</summary>
public sealed class Artifacts(ICakeEnvironment environment)
{
    public string Folder => Path.Combine(environment.WorkingDirectory.FullPath, "artifacts");

    /// <summary>The output of everything that ran, a file per task.</summary>
    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>The JUnit file of an image's tests.</summary>
    public string TestReportOf(string image) => Path.Combine(Folder, "tests", $"{image}.xml");
}
