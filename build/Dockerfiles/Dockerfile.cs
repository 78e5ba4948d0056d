namespace Bakehouse.Dockerfiles;

/// <summary>
/// What matters of a Dockerfile: its stages, its arguments, and the images that it refers to. It is read as BuildKit
/// reads it (Dockerfile reference, https://docs.docker.com/reference/dockerfile/).
/// </summary>
/// <remarks>
/// The references of all stages count, also of those that the last stage does not need and that BuildKit would leave
/// out: so a fingerprint may change once too often, but never once too little. Those behind <c>ONBUILD</c> count too.
/// A file that <c>ADD</c> fetches by URL is no image reference; it is an input by its URL only.
/// </remarks>
public sealed record Dockerfile : IBuildFile
{
    private const string Scratch = "scratch";

    /// <summary>The path that error messages show.</summary>
    public required string Path { get; init; }

    /// <summary>The stages in order; at least one.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>The arguments in order of their declaration, global ones and those of stages.</summary>
    public required IReadOnlyList<DockerfileArgument> Arguments { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string?> Defaults =>
        Arguments.GroupBy(argument => argument.Name).ToDictionary(group => group.Key, group => group.First().Default);

    internal char Escape { get; init; } = '\\';

    internal (string Value, int Line)? Syntax { get; init; }

    internal IReadOnlyList<ForeignFrom> ForeignFroms { get; init; } = [];

    /// <param name="text">The content of the file.</param>
    /// <param name="path">The path that error messages show: <c>images/base-build/Dockerfile</c>.</param>
    /// <exception cref="BakehouseException">It is no valid Dockerfile; the message has path and line.</exception>
    public static Dockerfile Parse(string text, string path) => new DockerfileParser(text, path).Parse();

    /// <summary>
    /// The images outside of this file that it refers to, in the order of their lines. A line that names a stage of this
    /// file, or <c>scratch</c>, refers to none.
    /// </summary>
    /// <param name="buildArguments">The values that stand in for the defaults of global arguments.</param>
    /// <param name="platform">What is built: decides <c>TARGETARCH</c> and its like.</param>
    /// <exception cref="BakehouseException">A name cannot be resolved, as an argument in it has no value.</exception>
    public IReadOnlyList<ImageReference> ImageReferences(
        IReadOnlyDictionary<string, string> buildArguments,
        string platform = "linux/amd64"
    )
    {
        var values = GlobalValues(buildArguments, platform);
        List<ImageReference> references = [];
        foreach (var stage in Stages)
        {
            var expanded = Expand(stage, values);
            var earlier = Stages.Take(stage.Index).Any(other => IsNamed(other, expanded.Text));
            if (!earlier && expanded.Text != Scratch)
            {
                references.Add(new(ImageReferenceKind.From, expanded.Text, stage.From, stage.Line, expanded.Names));
            }
        }

        references.AddRange(
            ForeignFroms
                .Where(from => from.Name != Scratch && !IsStage(from))
                .Select(from => new ImageReference(from.Kind, from.Name, from.Name, from.Line, []))
        );
        if (SyntaxReference(buildArguments) is { } syntax)
        {
            references.Add(syntax);
        }

        return [.. references.OrderBy(reference => reference.Line)];
    }

    /// <summary>The image that the last stage stands on, by way of other stages too; null where that is <c>scratch</c>.</summary>
    /// <inheritdoc cref="ImageReferences"/>
    public ImageReference? BaseImage(
        IReadOnlyDictionary<string, string> buildArguments,
        string platform = "linux/amd64"
    )
    {
        var references = ImageReferences(buildArguments, platform)
            .Where(image => image.Kind == ImageReferenceKind.From);
        var byLine = references.ToDictionary(image => image.Line);
        var values = GlobalValues(buildArguments, platform);
        Stage? stage = Stages[^1];
        while (stage is not null && !byLine.ContainsKey(stage.Line))
        {
            var name = Expand(stage, values).Text;
            stage = Stages.Take(stage.Index).LastOrDefault(other => IsNamed(other, name));
        }

        return stage is null ? null : byLine[stage.Line];
    }

    /// <summary>
    /// Those of the given build arguments that have an effect on this file: the ones that it declares, and those that
    /// BuildKit heeds without a declaration.
    /// </summary>
    public IReadOnlyDictionary<string, string> Effective(IReadOnlyDictionary<string, string> buildArguments)
    {
        var declared = Arguments.Select(argument => argument.Name).ToHashSet();
        return buildArguments
            .Where(given => declared.Contains(given.Key) || PredefinedArguments.IsHeeded(given.Key))
            .ToDictionary();
    }

    private ImageReference? SyntaxReference(IReadOnlyDictionary<string, string> buildArguments)
    {
        if (buildArguments.TryGetValue(PredefinedArguments.Syntax, out var given))
        {
            return new(ImageReferenceKind.Syntax, given, given, Syntax?.Line ?? 1, [PredefinedArguments.Syntax]);
        }

        return Syntax is { } syntax
            ? new(ImageReferenceKind.Syntax, syntax.Value, syntax.Value, syntax.Line, [])
            : null;
    }

    // A global argument may build on those before it, and what is given wins over the default.
    private Dictionary<string, string?> GlobalValues(IReadOnlyDictionary<string, string> given, string platform)
    {
        var values = PredefinedArguments.OfPlatform(platform).ToDictionary();
        foreach (var argument in Arguments.Where(argument => argument.IsGlobal))
        {
            values[argument.Name] =
                given.TryGetValue(argument.Name, out var value) ? value
                : argument.Default is { } text ? Expand(text, argument.Line, values).Text
                : values.GetValueOrDefault(argument.Name);
        }

        return values;
    }

    private VariableExpansion.Result Expand(Stage stage, Dictionary<string, string?> values)
    {
        var expanded = Expand(stage.From, stage.Line, values);
        if (expanded.Empty.FirstOrDefault(name => !values.ContainsKey(name)) is { } undeclared)
        {
            throw DockerfileError.At(
                Path,
                stage.Line,
                $"FROM {stage.From} names the argument {undeclared}, which is not declared before the first FROM.",
                $"Add 'ARG {undeclared}=…' before the first FROM: arguments of a stage are not seen there."
            );
        }

        if (expanded.Text.Length == 0)
        {
            throw DockerfileError.At(
                Path,
                stage.Line,
                $"FROM {stage.From} names no image, as its argument has no value.",
                $"Give the argument a default, or a value with --build-arg {string.Join(", ", expanded.Names)}=…"
            );
        }

        return expanded;
    }

    private VariableExpansion.Result Expand(string text, int line, Dictionary<string, string?> values)
    {
        try
        {
            return VariableExpansion.Of(text, Escape, name => values.GetValueOrDefault(name));
        }
        catch (FormatException error)
        {
            throw DockerfileError.At(
                Path,
                line,
                error.Message,
                "Write the variable as the Dockerfile reference has it."
            );
        }
    }

    // COPY knows stages by their index too, RUN --mount by their name only.
    private bool IsStage(ForeignFrom from)
    {
        if (from.Kind == ImageReferenceKind.CopyFrom && int.TryParse(from.Name, out var index))
        {
            return index >= 0 && index < Stages.Count
                ? true
                : throw DockerfileError.At(
                    Path,
                    from.Line,
                    $"There is no stage {index}: the file has {Stages.Count}, counted from 0.",
                    "Name the stage with 'FROM … AS name' and copy --from=name."
                );
        }

        return Stages.Any(stage => IsNamed(stage, from.Name));
    }

    private static bool IsNamed(Stage stage, string name) =>
        string.Equals(stage.Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The <c>from</c> of a <c>COPY</c> or of a mount, as written: a stage or an image.</summary>
internal sealed record ForeignFrom(ImageReferenceKind Kind, string Name, int Line);
