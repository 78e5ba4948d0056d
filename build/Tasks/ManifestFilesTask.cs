using Bakehouse.Images;
using Cake.Frosting;
using Spectre.Console;

namespace Bakehouse.Tasks;

[TaskName("Manifest-Files")]
[TaskDescription(
    "Writes the packer files of the manifests' images, one per version, from packer.json beside the manifest"
)]
public sealed class ManifestFilesTask(Lazy<ImageCatalog> catalog, IAnsiConsole console) : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var files = catalog.Value.Manifests.SelectMany(manifest => manifest.FilesOfTemplate).ToList();
        if (files.Count == 0)
        {
            throw new BakehouseException(
                "No manifest has a template packer.json beside it and images that packer builds.",
                "Write one, with __VERSION__ where the version stands."
            );
        }

        foreach (var (path, text) in files)
        {
            var shown = Path.GetRelativePath(context.Environment.WorkingDirectory.FullPath, path);
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
                console.WriteLine($"Wrote {shown}");
            }
            else if (File.ReadAllText(path) != text)
            {
                // It may be an image's own, or made of the template as it was.
                console.WriteLine($"Kept {shown}, which is not what the template makes: remove it to have it made");
            }
        }
    }
}
