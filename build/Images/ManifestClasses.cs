using System.Text;
using System.Text.Json;
using Bakehouse.Packer;

namespace Bakehouse.Images;

/// <summary>
/// Writes the C# classes that replace manifests. Repositories and tags stay what they were; a comment on each class says
/// which files go where, and what changes in them.
/// </summary>
internal sealed class ManifestClasses(ImageCatalog catalog, string root)
{
    private readonly IReadOnlyDictionary<ManifestImages, IReadOnlyList<ManifestClass>> all = ManifestClass.Of(catalog);

    /// <summary>The text of a file for each manifest, by the name of its images together.</summary>
    public IReadOnlyDictionary<string, string> Write() =>
        all.ToDictionary(pair => pair.Key.Family, pair => Write(pair.Key, pair.Value));

    private string Write(ManifestImages manifest, IReadOnlyList<ManifestClass> classes)
    {
        var text = new StringBuilder();
        text.AppendLine(
                $"// These classes replace {Shown(manifest.File)}: put this file into build/Images/, the images' files where"
            )
            .AppendLine(
                "// each class says, and remove the manifest. Tests go into the folder of each image that they are for."
            )
            .AppendLine("using Cake.Frosting;")
            .AppendLine()
            .AppendLine("namespace Bakehouse.Images;");
        foreach (var image in ParentsWithoutClass(manifest))
        {
            Write(text, image.TaskName, image.Description, ManifestClass.NameOf(image.Name), image, body: []);
        }

        foreach (var written in classes)
        {
            text.AppendLine();
            foreach (var line in Comment(written))
            {
                text.AppendLine($"// {line}");
            }

            Write(
                text,
                ImageNames.TaskOf(written.Folder),
                $"{written.First.Repository}, {string.Join(", ", written.Images.Select(image => image.Variant))}",
                written.Name,
                written.First,
                Body(written)
            );
        }

        return text.ToString();
    }

    private void Write(
        StringBuilder text,
        string task,
        string description,
        string name,
        ImageDefinition image,
        IReadOnlyList<string> body
    )
    {
        if (body.Count == 0)
        {
            text.AppendLine().AppendLine($"// {ImageCatalog.FolderName}/{image.Family} stays as it is.");
        }

        text.AppendLine($"[TaskName({Literal(task)})]").AppendLine($"[TaskDescription({Literal(description)})]");
        foreach (var parent in image.Parents.Select(parent => ClassOf(catalog[parent.Image])).Distinct())
        {
            text.AppendLine($"[IsDependentOn(typeof({parent}))]");
        }

        var declaration =
            $"public sealed class {name} : {(image.Packer is null ? nameof(ImageStage) : nameof(PackerStage))}";
        if (body.Count == 0)
        {
            text.AppendLine($"{declaration};");
            return;
        }

        text.AppendLine(declaration).AppendLine("{");
        text.AppendJoin(Environment.NewLine + Environment.NewLine, body.Select(line => $"    {line}"));
        text.AppendLine().AppendLine("}");
    }

    private IEnumerable<string> Comment(ManifestClass written)
    {
        var folder = $"{ImageCatalog.FolderName}/{written.Folder}";
        yield return $"{Shown(written.Source)} goes to {folder}/{written.FileName}; what it copies, of "
            + $"{Shown(written.First.Folder)}/, to {folder}/.";
        if (written.TemplateVersions.Count > 0)
        {
            yield return "In it {{user `version`}} takes the place of __VERSION__, and variables get \"version\": \"\".";
        }

        foreach (var parent in written.First.Parents)
        {
            var name = FolderOf(catalog[parent.Image]);
            var argument = name.Replace('-', '_').Replace('.', '_');
            if (parent.Argument is { } given)
            {
                if (parent.Family != name)
                {
                    yield return $"The default of {given} becomes {name}.";
                }
            }
            else
            {
                yield return written.First.Packer is null
                    ? $"ARG {argument.ToUpperInvariant()}={name} before the first FROM, and ${{{argument.ToUpperInvariant()}}} "
                        + $"in place of {parent.Family}."
                    : $"A variable {argument} with the default {name} takes the place of {parent.Family}.";
            }
        }

        foreach (var option in written.Images.SelectMany(image => image.BuilderOptions).Distinct())
        {
            yield return $"{option} is an option of the manifest's that classes have none for.".ReplaceLineEndings(" ");
        }

        foreach (var image in written.Images.Where(image => VariantsOfParents(image).Count > 1))
        {
            yield return $"{image.Variant} stands on the variants {string.Join(", ", VariantsOfParents(image))}, where it "
                + "can have only one: give their classes variants of the same name.";
        }
    }

    private string[] Body(ManifestClass written) =>
        [
            $"protected internal override string? Repository => {Literal(written.First.Repository)};",
            "protected internal override TagScheme TagScheme => TagScheme.Upstream;",
            "protected internal override IReadOnlyList<Variant> Variants =>\n        [\n"
                + string.Concat(written.Images.Select(image => $"            {VariantOf(written, image)},\n"))
                + "        ];",
        ];

    private string VariantOf(ManifestClass written, ImageDefinition image)
    {
        var values = image.BuildArguments.ToDictionary();
        if (written.TemplateVersions.TryGetValue(image.Name, out var version))
        {
            values[PackerFile.Version] = version;
        }

        var properties = new List<string>();
        if (VariantsOfParents(image) is [var on, ..] && on != image.Variant!.Name)
        {
            properties.Add($"On = {Literal(on)}");
        }

        if (values.Count > 0)
        {
            var items = values.Select(value => $"[{Literal(value.Key)}] = {Literal(value.Value)}");
            properties.Add($"BuildArguments = new Dictionary<string, string> {{ {string.Join(", ", items)} }}");
        }

        var variant = $"new Variant({Literal(image.Variant!.Name)})";
        return properties.Count == 0 ? variant : $"{variant} {{ {string.Join(", ", properties)} }}";
    }

    private List<string> VariantsOfParents(ImageDefinition image) =>
        [
            .. image
                .Parents.Select(parent => catalog[parent.Image])
                .Where(parent => ManifestClass.IsOfManifest(catalog, parent))
                .Select(parent => parent.Variant!.Name)
                .Distinct(),
        ];

    // A class can depend on classes only.
    private IEnumerable<ImageDefinition> ParentsWithoutClass(ManifestImages manifest) =>
        catalog
            .Images.Where(image => image.Family == manifest.Family)
            .SelectMany(catalog.AncestorsOf)
            .Where(image => !image.HasClass && !ManifestClass.IsOfManifest(catalog, image))
            .Distinct();

    private string ClassOf(ImageDefinition image) =>
        ManifestClass.NameOf(image.HasClass ? image.FamilyTask : FolderOf(image));

    private string FolderOf(ImageDefinition image) =>
        all.Values.SelectMany(classes => classes).FirstOrDefault(written => written.Images.Contains(image))?.Folder
        ?? image.Family;

    private string Shown(string path) => Path.GetRelativePath(root, path);

    // JSON's escapes are C#'s too.
    private static string Literal(string text) => JsonSerializer.Serialize(text);
}
