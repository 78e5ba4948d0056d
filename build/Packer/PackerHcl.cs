using System.Text.RegularExpressions;
using Bakehouse.Dockerfiles;

namespace Bakehouse.Packer;

/// <summary>Reads a packer file in HCL2: its <c>variable</c> blocks and its one <c>source "docker"</c>.</summary>
internal static partial class PackerHcl
{
    public static PackerFile Read(string text, string path)
    {
        var file = new HclReader(text, path).Read();
        var sources = file.Blocks.Where(block => block is { Type: "source", Labels: ["docker", ..] }).ToList();
        if (sources is not [var source])
        {
            throw new BakehouseException(
                $"{path} has {sources.Count} sources of the type docker, and an image is built by one.",
                "Write one block source \"docker\" \"name\" { … }."
            );
        }

        var image =
            source.Body.Attribute("image")
            ?? throw DockerfileError.At(
                path,
                source.Line,
                "the source names no image to start from.",
                "Add image = var.name."
            );
        return new PackerFile
        {
            Path = path,
            Defaults = Variables(file),
            Image = (
                NameOf(image.Expression)
                    ?? throw DockerfileError.At(
                        path,
                        image.Line,
                        $"the image cannot be told from '{image.Expression}'.",
                        "Write it as var.name, or as a string with at most ${var.name} in it."
                    ),
                Value(image.Expression)!,
                image.Line
            ),
        };
    }

    // variable "name" { default = … }, and the older variables { name = … }.
    private static Dictionary<string, string?> Variables(HclBody file)
    {
        var variables = new Dictionary<string, string?>();
        foreach (var block in file.Blocks)
        {
            if (block is { Type: "variable", Labels: [var name] })
            {
                variables[name] = Value(block.Body.Attribute("default")?.Expression);
            }
            else if (block is { Type: "variables", Labels: [] })
            {
                foreach (var attribute in block.Body.Attributes)
                {
                    variables[attribute.Name] = Value(attribute.Expression);
                }
            }
        }

        return variables;
    }

    private static string? Value(string? expression) =>
        expression is not null && Quoted().Match(expression) is { Success: true } match
            ? match.Groups["content"].Value
            : expression;

    private static string? NameOf(string expression)
    {
        var text = Quoted().Match(expression) is { Success: true } quoted
            ? InTemplate().Replace(quoted.Groups["content"].Value, "${${name}}")
            : Alone().Replace(expression, "${${name}}");
        return Understood().IsMatch(text) ? text : null;
    }

    [GeneratedRegex(@"\A""(?<content>[^""\\]*)""\z")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\Avar\.(?<name>[\w-]+)\z")]
    private static partial Regex Alone();

    [GeneratedRegex(@"\$\{\s*var\.(?<name>[\w-]+)\s*\}")]
    private static partial Regex InTemplate();

    // A name, in which nothing is left to be evaluated.
    [GeneratedRegex(@"\A([\w./:@-]|\$\{[\w-]+\})+\z")]
    private static partial Regex Understood();
}
