using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>Where images go: a registry and a path in it, or the engine alone.</summary>
/// <param name="Registry"><c>host[:port]</c>; null where the run has none.</param>
/// <param name="Prefix">The path before each image's name; may be empty.</param>
public sealed record Destination(string? Registry, string Prefix)
{
    /// <summary>The image's repository in the registry.</summary>
    /// <exception cref="BakehouseException">The run has no registry, or its name is none.</exception>
    public Reference RepositoryOf(string image)
    {
        if (Registry is null)
        {
            throw new BakehouseException(
                "There is no registry to push to.",
                "Name one with --registry=HOST or in BAKEHOUSE_REGISTRY, or give --sandbox, which starts one."
            );
        }

        var name = $"{Registry}/{PathOf(image)}";
        return Reference.TryParse(name, out var reference, out var problem)
            ? reference
            : throw new BakehouseException(
                $"'{name}' is no repository: {problem}",
                "Correct --registry or --repository-prefix."
            );
    }

    /// <summary>The name that the engine has for an image under a tag.</summary>
    public string NameOf(string image, string tag) =>
        Registry is null ? $"{PathOf(image)}:{tag}" : RepositoryOf(image).WithTag(tag).ToString();

    /// <summary>The registry with the path before the images' names; null where there is none.</summary>
    public override string? ToString() =>
        Registry is null ? null
        : Prefix.Length == 0 ? Registry
        : $"{Registry}/{Prefix}";

    private string PathOf(string image) => Prefix.Length == 0 ? image : $"{Prefix}/{image}";
}
