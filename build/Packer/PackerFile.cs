using System.Text.RegularExpressions;
using Bakehouse.Dockerfiles;

namespace Bakehouse.Packer;

/// <summary>
/// What matters of a file that packer builds an image from with its docker builder: its variables and the image that it
/// starts from. HCL2 (<c>packer.pkr.hcl</c>) and JSON templates (<c>packer.json</c>) are read.
/// </summary>
public sealed partial record PackerFile : IBuildFile
{
    /// <summary>The names under which an image's folder may have one.</summary>
    public static readonly IReadOnlyList<string> Names = ["packer.pkr.hcl", "packer.json"];

    /// <summary>The variable that gets the version of the image, where a file declares it.</summary>
    public const string Version = "version";

    /// <inheritdoc/>
    public required string Path { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyDictionary<string, string?> Defaults { get; init; }

    /// <summary>
    /// The image that the build container starts from: as a text in which <c>${name}</c> stands for a variable, as
    /// written, and the line.
    /// </summary>
    public required (string Text, string Written, int Line) Image { get; init; }

    /// <param name="text">The content of the file.</param>
    /// <param name="path">The path that error messages show; its ending tells the syntax.</param>
    /// <exception cref="BakehouseException">
    /// It is no packer file, or not one of exactly one docker builder; the message has path and line.
    /// </exception>
    public static PackerFile Parse(string text, string path) =>
        path.EndsWith(".json", StringComparison.Ordinal) ? PackerTemplate.Read(text, path) : PackerHcl.Read(text, path);

    /// <inheritdoc/>
    public IReadOnlyList<ImageReference> ImageReferences(
        IReadOnlyDictionary<string, string> buildArguments,
        string platform = "linux/amd64"
    )
    {
        var names = Variable().Matches(Image.Text).Select(match => match.Groups["name"].Value).ToList();
        var name = Variable().Replace(Image.Text, match => ValueOf(match.Groups["name"].Value, buildArguments));
        return
        [
            name.Length > 0
                ? new ImageReference(ImageReferenceKind.From, name, Image.Written, Image.Line, names)
                {
                    SoleArgument = names is [var only] && Image.Text == $"${{{only}}}" ? only : null,
                }
                : throw DockerfileError.At(
                    Path,
                    Image.Line,
                    "the builder's image has no name, as its variable has no value.",
                    $"Give the variable a default, or a value with --build-arg {string.Join(", ", names)}=…"
                ),
        ];
    }

    /// <inheritdoc/>
    public ImageReference BaseImage(
        IReadOnlyDictionary<string, string> buildArguments,
        string platform = "linux/amd64"
    ) => ImageReferences(buildArguments, platform)[0];

    ImageReference? IBuildFile.BaseImage(IReadOnlyDictionary<string, string> buildArguments, string platform) =>
        BaseImage(buildArguments, platform);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Effective(IReadOnlyDictionary<string, string> buildArguments) =>
        buildArguments.Where(given => Defaults.ContainsKey(given.Key)).ToDictionary();

    private string ValueOf(string name, IReadOnlyDictionary<string, string> given) =>
        given.GetValueOrDefault(name)
        ?? (
            Defaults.TryGetValue(name, out var value)
                ? value ?? ""
                : throw DockerfileError.At(
                    Path,
                    Image.Line,
                    $"the builder's image names the variable {name}, which the file does not declare.",
                    $"Declare it with the image's name as its default."
                )
        );

    [GeneratedRegex(@"\$\{(?<name>[\w-]+)\}")]
    private static partial Regex Variable();
}
