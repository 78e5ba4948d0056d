using Bakehouse.Images;
using Bakehouse.Planning;
using Cake.Core;

namespace Bakehouse.Steps;

/// <summary>Where a run leaves what one may want to read later: the folder <c>artifacts/</c>.</summary>
public sealed class Artifacts(ICakeEnvironment environment)
{
    public string Folder => Path.Combine(environment.WorkingDirectory.FullPath, "artifacts");

    /// <summary>The output of everything that ran, a file per task.</summary>
    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>The results of this repository's own tests.</summary>
    public string Checks => Path.Combine(Folder, "check");

    /// <summary>The page that tells of the run.</summary>
    public string Report => Path.Combine(Folder, "report.html");

    /// <summary>The package changes of the run, in Markdown.</summary>
    public string PackageChanges => Path.Combine(Folder, "packages.md");

    /// <summary>The images of the run by digest: JSON, names to references.</summary>
    public string Images => Path.Combine(Folder, "images.json");

    /// <summary>The same as variables, for GitLab's dotenv report.</summary>
    public string ImageVariables => Path.Combine(Folder, "images.env");

    /// <summary>What is said of a pipeline on its merge request, in Markdown.</summary>
    public string Comment => Path.Combine(Folder, "comment.md");

    /// <summary>The child pipeline that GitLab runs.</summary>
    public string Pipeline => Path.Combine(Folder, "pipeline.yml");

    /// <summary>The classes that replace a manifest.</summary>
    public string ClassesOf(string manifest) => Path.Combine(Folder, $"{ManifestClass.NameOf(manifest)}.cs");

    private string SavedPlan => Path.Combine(Folder, "plan.json");

    private string Tests => Path.Combine(Folder, "tests");

    /// <summary>The JUnit file of an image's tests.</summary>
    public string TestReportOf(string image) => Path.Combine(Tests, $"{image}.xml");

    public Task WritePlanAsync(Plan plan, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        return File.WriteAllTextAsync(SavedPlan, PlanFile.Write(plan), cancellationToken);
    }

    /// <summary>The plan that <see cref="WritePlanAsync"/> wrote, in this job or in one before.</summary>
    /// <exception cref="BakehouseException">There is none, or it is of another version.</exception>
    public async Task<Plan> ReadPlanAsync(CancellationToken cancellationToken) =>
        File.Exists(SavedPlan)
            ? PlanFile.Read(await File.ReadAllTextAsync(SavedPlan, cancellationToken), SavedPlan)
            : throw new BakehouseException($"There is no plan {SavedPlan}.", "Write one with --target=Plan.");

    /// <summary>Removes what the run before left, so that everything here is of one run.</summary>
    public void Clear()
    {
        foreach (var folder in (string[])[Logs, Tests])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        foreach (var file in (string[])[Report, PackageChanges, Images, ImageVariables, Comment])
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }
    }
}
