using Bakehouse.Dockerfiles;
using Bakehouse.Packer;

namespace Bakehouse.Images;

/// <summary>Finds the one file in an image's folder that it is built from, and so its builder.</summary>
internal static class BuildFileReader
{
    private const string Docker = "Dockerfile";

    private static readonly IReadOnlyList<string> Known = [Docker, .. PackerFile.Names];

    /// <summary>Whether a folder has such a file at all.</summary>
    public static bool Finds(string folder) => Known.Any(file => File.Exists(Path.Combine(folder, file)));

    /// <param name="folder">The image's folder.</param>
    /// <param name="shown">Its path in error messages.</param>
    /// <param name="stage">Its class.</param>
    /// <exception cref="BakehouseException">There is none, or there are several, or the class wants another builder.</exception>
    public static Found Read(string folder, string shown, ImageStage? stage)
    {
        var name = NameIn(folder, shown, stage);
        var text = File.ReadAllText(Path.Combine(folder, name));
        var path = $"{shown}/{name}";
        return new Found(name, text, name == Docker ? Dockerfile.Parse(text, path) : PackerFile.Parse(text, path));
    }

    private static string NameIn(string folder, string shown, ImageStage? stage)
    {
        return Known.Where(file => File.Exists(Path.Combine(folder, file))).ToList() switch
        {
            [Docker] when stage is PackerStage => throw new BakehouseException(
                $"The class {stage.GetType().Name} is built by packer, and the folder {shown} has a {Docker} only.",
                $"Add {shown}/{PackerFile.Names[0]} in its place, or derive the class from {nameof(ImageStage)}."
            ),
            [var only] => only,
            [] => throw new BakehouseException(
                $"The image folder {shown} has no {string.Join(" or ", Known)}.",
                $"Add {shown}/{Known[0]}, or remove the folder."
            ),
            var several => throw new BakehouseException(
                $"The image folder {shown} has {string.Join(" and ", several)}, and an image is built from one.",
                "Remove one of them, or make two folders."
            ),
        };
    }

    /// <summary>What was found.</summary>
    /// <param name="Name">Its path in the folder.</param>
    /// <param name="Text">Its text.</param>
    /// <param name="Content">What it says.</param>
    public sealed record Found(string Name, string Text, IBuildFile Content);
}
