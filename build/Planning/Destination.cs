using Bakehouse.Oci;

namespace Bakehouse.Planning;

/// <summary>Where images go: a registry and a path in it, or the engine alone.</summary>
/// <param name="Registry"><c>host[:port]</c>; null where the run has none.</param>
/// <param name="Prefix">The path before each image's repository; may be empty.</param>
public sealed record Destination(string? Registry, string Prefix)
{
    /// <exception cref="BakehouseException">The run has no registry, or its name is none.</exception>
    public void Require() => RepositoryOf("image");

    /// <summary>A repository (<see cref="Images.ImageDefinition.Repository"/>) as the registry has it.</summary>
    /// <exception cref="BakehouseException">The run has no registry, or its name is none.</exception>
    public Reference RepositoryOf(string repository)
    {
        if (Registry is null)
        {
            throw new BakehouseException(
                "There is no registry to push to.",
                "Name one with --registry=HOST or in BAKEHOUSE_REGISTRY, or have AWS credentials, whose account's ECR it is then, "
                    + "or give --sandbox, which starts one."
            );
        }

        var name = $"{Registry}/{PathOf(repository)}";
        return Reference.TryParse(name, out var reference, out var problem)
            ? reference
            : throw new BakehouseException(
                $"'{name}' is no repository: {problem}",
                "Correct --registry or --repository-prefix."
            );
    }

    /// <summary>The name that the engine has for a repository's image under a tag.</summary>
    public string NameOf(string repository, string tag) =>
        Registry is null ? $"{PathOf(repository)}:{tag}" : RepositoryOf(repository).WithTag(tag).ToString();

    /// <summary>The registry with the path before the images' names; null where there is none.</summary>
    public override string? ToString() =>
        Registry is null ? null
        : Prefix.Length == 0 ? Registry
        : $"{Registry}/{Prefix}";

    private string PathOf(string repository) => Prefix.Length == 0 ? repository : $"{Prefix}/{repository}";
}
