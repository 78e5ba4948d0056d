using System.Text.RegularExpressions;

namespace Bakehouse.Dockerfiles;

/// <summary>The place in a Dockerfile that names an image.</summary>
public enum ImageReferenceKind
{
    /// <summary><c>FROM image</c>, of any stage.</summary>
    From,

    /// <summary><c>COPY --from=image</c>.</summary>
    CopyFrom,

    /// <summary><c>RUN --mount=type=…,from=image</c>.</summary>
    MountFrom,

    /// <summary><c># syntax=image</c>, or the build argument <c>BUILDKIT_SYNTAX</c>: the frontend that reads the file.</summary>
    Syntax,
}

/// <summary>An image outside of the Dockerfile that one of its lines names: no stage of its own, and not <c>scratch</c>.</summary>
/// <param name="Kind">The place that names it.</param>
/// <param name="Name">The name after the expansion of variables: <c>debian:13</c>.</param>
/// <param name="Text">The name as written: <c>debian:${RELEASE}</c>.</param>
/// <param name="Line">The line of the instruction, counted from 1.</param>
/// <param name="Arguments">The arguments that <paramref name="Text"/> names, in order.</param>
public sealed partial record ImageReference(
    ImageReferenceKind Kind,
    string Name,
    string Text,
    int Line,
    IReadOnlyList<string> Arguments
)
{
    /// <summary>
    /// The argument that alone decides the name, <c>BASE</c> in <c>${BASE}</c> or <c>${BASE:-debian}</c>, so that another
    /// image can be handed over through it; null where there is none.
    /// </summary>
    public string? SoleArgument { get; init; } =
        OneVariable().Match(Text) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>Whether the other one stands at the same place of the file, whatever its arguments make of it.</summary>
    public bool IsAt(ImageReference other) => Line == other.Line && Kind == other.Kind && Text == other.Text;

    [GeneratedRegex(@"^""?\$((?<name>\w+)|\{(?<name>\w+)(:?-[^{}]*)?\})""?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex OneVariable();
}
