using Bakehouse.Dockerfiles;
using Bakehouse.Oci;
using Bakehouse.Packer;

namespace Bakehouse.Images;

/// <summary>Reads one image's folder and holds it against its class.</summary>
/// <param name="imagesFolder">The folder that has the images' folders.</param>
/// <param name="classes">The images' names, each with its class; null for those that have none.</param>
/// <param name="ofManifests">The images of manifests.</param>
/// <param name="version">The version of the repository.</param>
internal sealed class DefinitionReader(
    string imagesFolder,
    IReadOnlyDictionary<string, ImageStage?> classes,
    IReadOnlyList<KnownImage> ofManifests,
    Func<string> version
)
{
    /// <returns>The image, or each of its variants.</returns>
    public IReadOnlyList<ImageDefinition> Read(string name)
    {
        var stage = classes[name];
        return stage is { Variants: { Count: > 0 } variants }
            ? [.. variants.Select(variant => Read(name, stage, variant))]
            : [Read(name, stage, variant: null)];
    }

    private ImageDefinition Read(string name, ImageStage? stage, Variant? variant)
    {
        if (Fault.InRepository(name) is { } fault)
        {
            throw new BakehouseException(
                $"The folder {ImageCatalog.FolderName}/{name} cannot be an image of that name: {fault.Problem}.",
                "Rename it to lower-case letters and digits, with '-' between words."
            );
        }

        var folder = Path.Combine(imagesFolder, name);
        var file = BuildFileReader.Read(folder, $"{ImageCatalog.FolderName}/{name}", stage);
        var arguments = ArgumentsOf(stage, variant);
        if (file.Content is PackerFile packer && packer.Defaults.ContainsKey(PackerFile.Version))
        {
            arguments.TryAdd(PackerFile.Version, variant?.Version ?? version());
        }

        var imageName = variant is null ? name : $"{name}-{variant}";
        var task = stage?.TaskName ?? ImageNames.TaskOf(name);
        var parents = ParentsOf(file.Content, arguments, imageName, variant);
        RejectDisagreement(stage, parents, file.Content.Path);
        return new ImageDefinition
        {
            Name = imageName,
            TaskName = variant is null ? task : $"{task}-{variant}",
            Family = name,
            FamilyTask = task,
            Repository = stage?.Repository ?? name,
            Variant = variant,
            TagScheme = stage?.TagScheme ?? TagScheme.Own,
            Siblings = [.. stage?.Variants.Select(other => other.Name).Where(other => other != variant?.Name) ?? []],
            Description = stage?.Description is { Length: > 0 } description
                ? description
                : Comment(file.Text) ?? $"The image {name}",
            Folder = folder,
            BuildFile = file.Content,
            FileName = file.Name,
            Packer = file.Content is PackerFile ? SettingsOf(stage as PackerStage) : null,
            Parents = parents,
            Base = BaseOf(file.Content, arguments, parents),
            HasClass = stage is not (null or CustomisedImage),
            BuildArguments = arguments,
            LocationArguments = stage?.LocationArguments ?? [],
            Preparation = stage?.Preparation,
            Substitutes = [.. stage?.Substitutes ?? [], .. variant?.Substitutes ?? []],
            Suites = TestSuites.Find(folder),
        };
    }

    private static Dictionary<string, string> ArgumentsOf(ImageStage? stage, Variant? variant)
    {
        var arguments = stage?.BuildArguments.ToDictionary() ?? [];
        foreach (var (name, value) in variant?.BuildArguments ?? new Dictionary<string, string>())
        {
            arguments[name] = value;
        }

        return arguments;
    }

    private List<Parent> ParentsOf(
        IBuildFile buildFile,
        Dictionary<string, string> arguments,
        string image,
        Variant? variant
    )
    {
        var parents = new List<Parent>();
        foreach (var reference in buildFile.ImageReferences(arguments))
        {
            if (classes.TryGetValue(reference.Name, out var parentClass))
            {
                var argument = reference.SoleArgument ?? throw NotHandedOver(buildFile, reference);
                parents.Add(
                    new Parent(NameOf(reference.Name, parentClass, image, variant), argument)
                    {
                        Family = reference.Name,
                        Repository = parentClass?.Repository ?? reference.Name,
                    }
                );
            }
            else if (ofManifests.FirstOrDefault(other => other.IsNamed(reference.Name)) is { } parent)
            {
                parents.Add(parent.AsParent(reference));
            }
        }

        return [.. parents.Distinct()];
    }

    private static string? BaseOf(IBuildFile buildFile, Dictionary<string, string> arguments, List<Parent> parents)
    {
        var reference = buildFile.BaseImage(arguments);
        return parents.Find(parent => parent.Family == reference?.Name)?.Image;
    }

    private static PackerSettings SettingsOf(PackerStage? stage) =>
        new(stage?.Container ?? BuildContainer.Plain, stage?.TimeLimit ?? PackerSettings.UsualTimeLimit);

    // The variant of a parent is the matching one.
    private static string NameOf(string parent, ImageStage? parentClass, string image, Variant? variant)
    {
        if (parentClass is not { Variants: { Count: > 0 } variants })
        {
            return parent;
        }

        var wanted = variant?.On ?? variant?.Name;
        return variants.Any(other => other.Name == wanted)
            ? $"{parent}-{wanted}"
            : throw new BakehouseException(
                $"{image} is built on {parent}, which has no variant {wanted ?? "for an image without variants"}.",
                $"The variants of {parent} are {Listed([.. variants.Select(other => other.Name)])}: "
                    + $"name one of them in {nameof(Variant)}.{nameof(Variant.On)} of the image's class."
            );
    }

    private static BakehouseException NotHandedOver(IBuildFile buildFile, ImageReference reference)
    {
        var argument = reference.Name.Replace('-', '_');
        var problem =
            $"{buildFile.Path}:{reference.Line} names the image {reference.Name} of this repository by '{reference.Text}'.";
        if (buildFile is PackerFile)
        {
            return new BakehouseException(
                problem,
                $"Declare the variable {argument} with the default {reference.Name} and name it alone as the builder's "
                    + "image, so that the build can be handed the right one."
            );
        }

        argument = argument.ToUpperInvariant();
        return new BakehouseException(
            problem,
            $"Write ARG {argument}={reference.Name} before the first FROM and ${{{argument}}} here (for COPY --from and "
                + $"--mount, by way of a stage), so that the build can be handed the right one."
        );
    }

    private void RejectDisagreement(ImageStage? stage, List<Parent> parents, string file)
    {
        if (stage is null)
        {
            return;
        }

        var declared = stage.ParentTasks.Select(ImageNames.OfTask).Order().ToList();
        // Images of manifests have no class to depend on.
        var read = parents.Select(parent => parent.Family).Where(classes.ContainsKey).Distinct().Order().ToList();
        if (!declared.SequenceEqual(read))
        {
            throw new BakehouseException(
                $"The class {stage.GetType().Name} and {file} disagree about the parents: "
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
