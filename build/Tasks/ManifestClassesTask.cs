using Bakehouse.Images;
using Bakehouse.Steps;
using Cake.Frosting;
using Spectre.Console;

namespace Bakehouse.Tasks;

[TaskName("Manifest-Classes")]
[TaskDescription("Writes the C# classes that replace the manifests to artifacts/, one file for each")]
public sealed class ManifestClassesTask(Lazy<ImageCatalog> catalog, Lazy<Artifacts> artifacts, IAnsiConsole console)
    : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var root = context.Environment.WorkingDirectory.FullPath;
        var files = new ManifestClasses(catalog.Value, root).Write();
        if (files.Count == 0)
        {
            throw new BakehouseException(
                "There is no manifest here that classes could replace.",
                "Name one with --images-files=FILE, or put it into the folder of an image."
            );
        }

        Directory.CreateDirectory(artifacts.Value.Folder);
        foreach (var (family, text) in files)
        {
            var path = artifacts.Value.ClassesOf(family);
            File.WriteAllText(path, text);
            console.WriteLine($"Wrote {Path.GetRelativePath(root, path)}");
        }
    }
}
