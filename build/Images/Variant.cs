using Bakehouse.Oci;

namespace Bakehouse.Images;

/// <summary>
/// One row of an image's matrix: <c>ext-builder</c> for PostgreSQL 17. Its name stands at the end of its targets' names
/// (<c>Build-Ext-Builder-17</c>) and leads its tags (<c>17-latest</c>); folder, Dockerfile and tests are the image's.
/// </summary>
public sealed record Variant
{
    /// <param name="name">The values of the axes, joined with <c>-</c>: <c>17</c>, <c>15-17</c>.</param>
    /// <exception cref="BakehouseException">A tag cannot begin with it.</exception>
    public Variant(string name)
    {
        if (Fault.InTag(name) is { } fault)
        {
            throw new BakehouseException(
                $"'{name}' cannot be a variant: {fault.Problem}.",
                "Name it with what a tag can begin with: letters, digits, '_', '.' and '-'."
            );
        }

        Name = name;
    }

    public string Name { get; }

    /// <summary>
    /// The version of what it is a variant for, and so the tag of its release: <c>17.6</c>. Null where it has none: then it
    /// is the repository's version behind the variant.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>The variant of the parents that it is built on, where they have any; null for the one of the same name.</summary>
    public string? On { get; init; }

    /// <summary>Values for the ARGs of the Dockerfile; they come before those of the image.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>What the sandbox builds this variant with where something cannot be reached from this machine.</summary>
    public IReadOnlyList<Substitute> Substitutes { get; init; } = [];

    public override string ToString() => Name;
}

/// <summary>Which tags the images of a class get.</summary>
public enum TagScheme
{
    /// <summary><c>latest</c>, the branch, the commit and the version, behind the variant where there is one.</summary>
    Own,

    /// <summary>
    /// The variant is the tag that the upstream has for the same, <c>16</c>: on the default branch the image gets that, in
    /// place of <c>16-latest</c>, and it has no version of its own.
    /// </summary>
    Upstream,
}
