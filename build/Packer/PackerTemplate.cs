using System.Text.Json;
using System.Text.RegularExpressions;
using Bakehouse.Dockerfiles;
using Bakehouse.Json;

namespace Bakehouse.Packer;

/// <summary>Reads a packer template in JSON: its <c>variables</c> and its one builder of the type docker.</summary>
internal static partial class PackerTemplate
{
    public static PackerFile Read(string text, string path)
    {
        var template = PlacedJson.Parse(text, path);
        var builders =
            template["builders"]
                ?.Items.Where(builder => builder["type"] is { Kind: JsonValueKind.String, Text: "docker" })
                .ToList()
            ?? [];
        if (builders is not [var builder])
        {
            throw new BakehouseException(
                $"{path} has {builders.Count} builders of the type docker, and an image is built by one.",
                "Write one builder with \"type\": \"docker\"."
            );
        }

        var image = builder["image"] is { Kind: JsonValueKind.String, Text.Length: > 0 } found
            ? found
            : throw DockerfileError.At(
                path,
                builder.Line,
                "the builder names no image to start from.",
                "Add \"image\": \"{{user `name`}}\"."
            );
        var name = UserVariable().Replace(image.Text, "${${name}}");
        return new PackerFile
        {
            Path = path,
            Defaults =
                template["variables"]
                    ?.Members.GroupBy(variable => variable.Name)
                    .ToDictionary(group => group.Key, group => Value(group.Last().Value))
                ?? [],
            Image = name.Contains("{{", StringComparison.Ordinal)
                ? throw DockerfileError.At(
                    path,
                    image.Line,
                    $"the image cannot be told from '{image.Text}'.",
                    "Write it as a name with at most {{user `variable`}} in it."
                )
                : (name, image.Text, image.Line),
        };
    }

    // null makes the variable one that must be given.
    private static string? Value(PlacedJson value) => value.Kind == JsonValueKind.Null ? null : value.Text;

    [GeneratedRegex(@"\{\{\s*user\s+[`""](?<name>[\w-]+)[`""]\s*\}\}")]
    private static partial Regex UserVariable();
}
