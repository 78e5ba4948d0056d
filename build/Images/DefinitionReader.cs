using Bakehouse.Dockerfiles;
using Bakehouse.Oci;

namespace Bakehouse.Images;

/// <summary>Reads one image's folder and holds it against its class.</summary>
internal sealed class DefinitionReader(string imagesFolder, IReadOnlySet<string> imageNames)
{
    private const string FileName = "Dockerfile";

    public ImageDefinition Read(string name, ImageStage? stage)
    {
        if (Fault.InRepository(name) is { } fault)
        {
            throw new BakehouseException(
                $"The folder {ImageCatalog.FolderName}/{name} cannot be an image of that name: {fault.Problem}.",
                "Rename it to lower-case letters and digits, with '-' between words."
            );
        }

        var folder = Path.Combine(imagesFolder, name);
        var path = Path.Combine(folder, FileName);
        var shown = $"{ImageCatalog.FolderName}/{name}/{FileName}";
        if (!File.Exists(path))
        {
            throw new BakehouseException(
                $"The image folder {ImageCatalog.FolderName}/{name} has no {FileName}.",
                $"Add {shown}, or remove the folder."
            );
        }

        var text = File.ReadAllText(path);
        var dockerfile = Dockerfile.Parse(text, shown);
        var arguments = stage?.BuildArguments ?? new Dictionary<string, string>();
        var parents = ParentsOf(dockerfile, arguments);
        RejectDisagreement(stage, parents, shown);
        return new ImageDefinition
        {
            Name = name,
            TaskName = stage?.TaskName ?? ImageNames.TaskOf(name),
            Description = stage?.Description is { Length: > 0 } description
                ? description
                : Comment(text) ?? $"The image {name}",
            Folder = folder,
            BuildFile = dockerfile,
            Parents = parents,
            HasClass = stage is not null,
            BuildArguments = arguments,
            LocationArguments = stage?.LocationArguments ?? [],
            Preparation = stage?.Preparation,
            Substitutes = stage?.Substitutes ?? [],
            HasTests = ContextFiles.ReadTests(folder).Count > 0,
        };
    }

    private List<Parent> ParentsOf(Dockerfile dockerfile, IReadOnlyDictionary<string, string> arguments)
    {
        var parents = new List<Parent>();
        foreach (var reference in dockerfile.ImageReferences(arguments))
        {
            if (!imageNames.Contains(reference.Name))
            {
                continue;
            }

            var argument = reference.SoleArgument ?? throw NotHandedOver(dockerfile, reference);
            var parent = new Parent(reference.Name, argument);
            if (!parents.Contains(parent))
            {
                parents.Add(parent);
            }
        }

        return parents;
    }

    private static BakehouseException NotHandedOver(Dockerfile dockerfile, ImageReference reference)
    {
        var argument = reference.Name.ToUpperInvariant().Replace('-', '_');
        return new BakehouseException(
            $"{dockerfile.Path}:{reference.Line} names the image {reference.Name} of this repository by '{reference.Text}'.",
            $"Write ARG {argument}={reference.Name} before the first FROM and ${{{argument}}} here (for COPY --from and "
                + $"--mount, by way of a stage), so that the build can be handed the right one."
        );
    }

    private static void RejectDisagreement(ImageStage? stage, List<Parent> parents, string dockerfile)
    {
        if (stage is null)
        {
            return;
        }

        var declared = stage.ParentTasks.Select(ImageNames.OfTask).Order().ToList();
        var read = parents.Select(parent => parent.Image).Distinct().Order().ToList();
        if (!declared.SequenceEqual(read))
        {
            throw new BakehouseException(
                $"The class {stage.GetType().Name} and {dockerfile} disagree about the parents: "
                    + $"the class says {Listed(declared)}, the FROM lines say {Listed(read)}.",
                "Make the [IsDependentOn] attributes and the FROM lines name the same images."
            );
        }
    }

    // An image without a class is described by the comment that its Dockerfile starts with.
    private static string? Comment(string dockerfile) =>
        dockerfile
            .Split('\n')
            .TakeWhile(line => line.StartsWith('#'))
            .Select(line => line.TrimStart('#').Trim())
            .FirstOrDefault(line => line.Length > 0 && !line.Split(' ')[0].Contains('='))
            ?.Split(". ")[0]
            .TrimEnd('.');

    private static string Listed(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
