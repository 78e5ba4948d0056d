using System.Text.Json;
using System.Text.RegularExpressions;
using Bakehouse.Json;
using Bakehouse.Oci;

namespace Bakehouse.ImageManifests;

/// <summary>
/// The manifest <c>IMAGES.json</c>, <c>{"images": […]}</c>: images that are built in its order, by packer or from
/// Dockerfiles. What it does not know, and wrong values, are errors with file and line.
/// </summary>
public static partial class ImageManifest
{
    /// <summary>The manifest's name.</summary>
    public const string FileName = "IMAGES.json";

    /// <summary>The folders of an image's folder in which it is looked for.</summary>
    public static readonly IReadOnlyList<string> Folders = [".docker", "docker"];

    private static readonly string[] Fields =
    [
        "file",
        "builder_type",
        "working_dir",
        "extra_args",
        "tag",
        "name",
        "version",
    ];

    /// <param name="text">Its content.</param>
    /// <param name="path">The path that error messages show.</param>
    /// <param name="topFolder">The name of the folder above the manifest's, by which its images are called.</param>
    /// <exception cref="BakehouseException">The first thing that is wrong; the message has path and line.</exception>
    public static IReadOnlyList<ManifestEntry> Read(string text, string path, string topFolder)
    {
        var json = PlacedJson.Parse(text, path);
        if (json.Kind != JsonValueKind.Object)
        {
            throw Fault(path, json.Line, "a manifest is an object", "Write {\"images\": […]}.");
        }

        RejectUnknown(json, path, ["images"]);
        var images =
            json["images"]
            ?? throw Fault(path, json.Line, "the manifest has no field 'images'", "Write {\"images\": […]}.");
        if (images.Kind != JsonValueKind.Array)
        {
            throw Fault(path, images.Line, "'images' is no list", "Write {\"images\": […]}.");
        }

        var entries = images.Items.Select(image => ReadEntry(image, path, topFolder)).ToList();
        foreach (var same in entries.GroupBy(entry => entry.Tag.WithDefaultTag()).Where(group => group.Count() > 1))
        {
            var again = same.ElementAt(1);
            throw Fault(
                path,
                again.Line,
                $"the image in line {same.First().Line} has the tag {again.Tag.Familiar} too",
                "Give each image a tag of its own."
            );
        }

        return entries;
    }

    private static ManifestEntry ReadEntry(PlacedJson image, string path, string topFolder)
    {
        if (image.Kind != JsonValueKind.Object)
        {
            throw Fault(path, image.Line, "an image is an object", "Write {\"file\": \"1.0.json\", …}.");
        }

        RejectUnknown(image, path, Fields);
        var type = Text(image, "builder_type", path) ?? "packer";
        var builder = type switch
        {
            "packer" => BuilderType.Packer,
            "docker" or "dockerfile" => BuilderType.Docker,
            _ => throw Fault(
                path,
                image["builder_type"]!.Line,
                $"'builder_type' cannot be '{type}'",
                "It is packer, docker or dockerfile."
            ),
        };
        var file = Text(image, "file", path);
        var name = Text(image, "name", path) ?? topFolder;
        var version = Text(image, "version", path);
        if (file is null && version is null)
        {
            throw Fault(
                path,
                image.Line,
                "the image has neither 'file' nor 'version'",
                "Give 'file', from which name and version follow, or 'name' and 'version', from which the file's name does."
            );
        }

        version ??= Path.GetFileNameWithoutExtension(file!);
        foreach (var (field, text) in new[] { ("name", name), ("version", version) })
        {
            if (!Name().IsMatch(text))
            {
                throw Fault(
                    path,
                    image[field]?.Line ?? image.Line,
                    $"the {field} '{text}' cannot be a part of an image's name",
                    $"Give '{field}', of letters, digits and ., _, -, /."
                );
            }
        }

        var tag = TagOf(image, path, $"{name}:{version}");
        return new ManifestEntry
        {
            Line = image.Line,
            Name = name,
            Version = version,
            Builder = builder,
            Files = FilesOf(type, builder, file is null ? NamesOf(builder, name, version) : [file]),
            WorkingDirectory = Text(image, "working_dir", path) ?? "../",
            ExtraArguments = ArgumentsOf(image, path, tag),
            Tag = tag,
        };
    }

    private static string[] NamesOf(BuilderType builder, string name, string version) =>
        builder == BuilderType.Packer
            ? [$"{name}-{version}.json", $"{name}-{version}.pkr.hcl"]
            : [$"Dockerfile.{name}-{version}", $"{name}-{version}.Dockerfile", $"{name}-{version}"];

    // "docker" and "dockerfile" mean the same, so the folder may have either name.
    private static List<string> FilesOf(string type, BuilderType builder, IReadOnlyList<string> names)
    {
        string[] folders = builder == BuilderType.Packer ? [type] : [type, type == "docker" ? "dockerfile" : "docker"];
        return [.. folders.SelectMany(folder => names.Select(name => $"{folder}/{name}"))];
    }

    private static Reference TagOf(PlacedJson image, string path, string usual)
    {
        var text = Text(image, "tag", path) ?? usual;
        if (!Reference.TryParse(text, out var tag, out var problem))
        {
            throw Fault(
                path,
                image["tag"]?.Line ?? image.Line,
                $"the tag '{text}' is no image's name: {problem}",
                "Write it as mycorp/myimg:1.0."
            );
        }

        // As docker reads it, what has capitals before the first slash is a host.
        if (tag.Registry.Any(char.IsAsciiLetterUpper) && !tag.Registry.Contains('.') && !tag.Registry.Contains(':'))
        {
            throw Fault(
                path,
                image["tag"]!.Line,
                $"the tag '{text}' has capital letters in a name",
                "Write it as mycorp/myimg:1.0."
            );
        }

        return tag.Digest is null
            ? tag.WithDefaultTag()
            : throw Fault(
                path,
                image["tag"]!.Line,
                $"the tag '{text}' has a digest, which only the build decides",
                "Write it as mycorp/myimg:1.0."
            );
    }

    private static IReadOnlyList<string> ArgumentsOf(PlacedJson image, string path, Reference tag)
    {
        if (Text(image, "extra_args", path) is not { } text)
        {
            return [];
        }

        var line = image["extra_args"]!.Line;
        var filled = Placeholder()
            .Replace(
                text,
                match =>
                    match.Groups["part"].Value switch
                    {
                        "registry" => tag.Registry == Reference.DockerHub ? "" : tag.Registry,
                        "name" => tag.Registry == Reference.DockerHub ? tag.Name.Familiar : tag.Repository,
                        "tag" => tag.Tag!,
                        var part => throw Fault(
                            path,
                            line,
                            $"'extra_args' has the placeholder {{img_parts[{part}]}}",
                            "The parts of a tag are registry, name and tag."
                        ),
                    }
            );
        try
        {
            return ShellWords.Split(filled);
        }
        catch (FormatException error)
        {
            throw Fault(path, line, $"'extra_args' cannot be split into words: {error.Message}", "Close the quote.");
        }
    }

    private static string? Text(PlacedJson image, string name, string path) =>
        image[name] switch
        {
            null => null,
            { Kind: JsonValueKind.String, Text: var text } when !string.IsNullOrWhiteSpace(text) => text,
            { Kind: JsonValueKind.String, Text.Length: 0 } when name == "extra_args" => null,
            { } value => throw Fault(path, value.Line, $"'{name}' is no text", $"Write it as \"{name}\": \"…\"."),
        };

    private static void RejectUnknown(PlacedJson json, string path, string[] known)
    {
        foreach (var member in json.Members)
        {
            if (!known.Contains(member.Name))
            {
                throw Fault(
                    path,
                    member.Line,
                    $"there is no field '{member.Name}'",
                    $"The fields here are {string.Join(", ", known)}."
                );
            }

            if (json.Members.First(other => other.Name == member.Name) != member)
            {
                throw Fault(path, member.Line, $"the field '{member.Name}' is given again", "Give it once.");
            }
        }
    }

    private static BakehouseException Fault(string path, int line, string problem, string remedy) =>
        new($"{path}:{line}: {problem}.", remedy);

    [GeneratedRegex(@"\{img_parts\[['""]?(?<part>\w*)['""]?\]\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]
    private static partial Regex Name();
}
