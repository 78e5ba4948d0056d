using Bakehouse.Dockerfiles;

namespace Bakehouse.Images;

/// <summary>An image as its folder and its class define it.</summary>
public sealed record ImageDefinition
{
    /// <summary>What it is known by: <c>base-build-sbt</c>; that of a variant is <c>ext-builder-17</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its target: <c>Base-Build-Sbt</c>.</summary>
    public required string TaskName { get; init; }

    /// <summary>The folder's name, which all of its variants have in common: <c>ext-builder</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The name of the target for all of its variants; for an image without variants its own.</summary>
    public required string FamilyTask { get; init; }

    /// <summary>Its repository, below the path that all have in common.</summary>
    public required string Repository { get; init; }

    /// <summary>Which row of the matrix it is; null for an image without variants.</summary>
    public Variant? Variant { get; init; }

    public TagScheme TagScheme { get; init; }

    /// <summary>The other variants that share its repository.</summary>
    public IReadOnlyList<string> Siblings { get; init; } = [];

    public required string Description { get; init; }

    /// <summary>The absolute path of its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>What its builder reads: a Dockerfile, or a packer file.</summary>
    public required IBuildFile BuildFile { get; init; }

    /// <summary>The path of that file in the folder.</summary>
    public string FileName { get; init; } = "Dockerfile";

    /// <summary>How packer builds it; null where it is built from a Dockerfile.</summary>
    public PackerSettings? Packer { get; init; }

    /// <summary>The images of this repository that it is built on, in the order of the lines.</summary>
    public required IReadOnlyList<Parent> Parents { get; init; }

    /// <summary>The one among them that it stands on, and so has the content and the tests of; null for none.</summary>
    public string? Base { get; init; }

    /// <summary>Images that are built before it, although it does not stand on them.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Further options of its builder.</summary>
    public IReadOnlyList<string> BuilderOptions { get; init; } = [];

    /// <summary>The path of its build file, where that has still to be made of a template; null where it is there.</summary>
    public string? MissingFile { get; init; }

    /// <summary>Whether a class stands for it, or the folder alone.</summary>
    public required bool HasClass { get; init; }

    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> LocationArguments { get; init; } = [];

    public Preparation? Preparation { get; init; }

    public IReadOnlyList<Substitute> Substitutes { get; init; } = [];

    /// <summary>The files with its own tests (<see cref="TestSuites"/>).</summary>
    public required IReadOnlyList<string> Suites { get; init; }

    /// <summary>Whether it has any test of its own.</summary>
    public bool HasTests => Suites.Count > 0;

    /// <summary>The files that its builder gets, and their hashes as of now.</summary>
    /// <exception cref="BakehouseException">Its build file has not been made of its template yet.</exception>
    public ContextFiles ReadContext() =>
        MissingFile is { } missing
            ? throw new BakehouseException(
                $"{missing} is not there, but there is a template to make it of.",
                "Make it: --target=Manifest-Files."
            )
            : ContextFiles.Read(Folder, FileName, generated: Preparation is null ? [] : [Preparation.Output]);

    /// <summary>The options that its builder gets.</summary>
    /// <param name="docker">The options for each <c>docker build</c> of the run.</param>
    public IReadOnlyList<string> OptionsOf(IReadOnlyList<string> docker) =>
        [.. Packer is null ? docker : [], .. BuilderOptions];

    /// <summary>The options that decide what is built: those of the builder, and of packer's build container.</summary>
    /// <inheritdoc cref="OptionsOf"/>
    public IReadOnlyList<string> InputOptions(IReadOnlyList<string> docker) =>
        [.. OptionsOf(docker), .. Packer?.Container.Inputs ?? []];

    public override string ToString() => Name;
}

/// <summary>An image that another is built on.</summary>
/// <param name="Image">Its name.</param>
/// <param name="Argument">
/// The build argument through which it is handed over: <c>BASE_BUILD</c>; null where the build file, one of a manifest,
/// names it in plain words, which are replaced.
/// </param>
public sealed record Parent(string Image, string? Argument)
{
    /// <summary>What the build file names: its family, or its tag in a manifest.</summary>
    public string Family { get; init; } = Image;

    public string Repository { get; init; } = Image;
}
