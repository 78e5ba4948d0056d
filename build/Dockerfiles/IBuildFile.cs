namespace Bakehouse.Dockerfiles;

/// <summary>
/// The file that says how an image is built, whatever builder reads it: what a plan has to know of it.
/// </summary>
public interface IBuildFile
{
    /// <summary>The path that error messages show: <c>images/base-build/Dockerfile</c>.</summary>
    string Path { get; }

    /// <summary>The names of its arguments, with their defaults as written; null where there is none.</summary>
    IReadOnlyDictionary<string, string?> Defaults { get; }

    /// <summary>The images outside of this file that it refers to, in the order of their lines.</summary>
    /// <param name="buildArguments">The values that stand in for the defaults of arguments.</param>
    /// <param name="platform">What is built: <c>os/architecture[/variant]</c>.</param>
    /// <exception cref="BakehouseException">A name cannot be resolved, as an argument in it has no value.</exception>
    IReadOnlyList<ImageReference> ImageReferences(
        IReadOnlyDictionary<string, string> buildArguments,
        string platform = "linux/amd64"
    );

    /// <summary>The image that the result stands on; null where that is none.</summary>
    /// <inheritdoc cref="ImageReferences"/>
    ImageReference? BaseImage(IReadOnlyDictionary<string, string> buildArguments, string platform = "linux/amd64");

    /// <summary>Those of the given build arguments that have an effect on this file.</summary>
    IReadOnlyDictionary<string, string> Effective(IReadOnlyDictionary<string, string> buildArguments);
}
