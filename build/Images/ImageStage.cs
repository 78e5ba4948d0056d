using System.Reflection;
using Cake.Frosting;

namespace Bakehouse.Images;

/// <summary>
/// An image as a typed task: one folder <c>images/base-build/</c> with a Dockerfile, and one class named after it.
/// <code>
/// [TaskName("Base-Build")]
/// [TaskDescription("General builder for multi-stage builds")]
/// [IsDependentOn(typeof(BaseRoot))]
/// public sealed class BaseBuild : ImageStage;
/// </code>
/// The task's name in lower case is the image's; what it depends on are its parents, as its Dockerfile's FROM lines say
/// too. It has nothing to run of its own: Build-, Test-, Tag- and Push-Base-Build are derived from it.
/// </summary>
public abstract class ImageStage : FrostingTask<BuildContext>
{
    /// <summary>The rows of its matrix, an image for each; none for an image that is just one.</summary>
    protected internal virtual IReadOnlyList<Variant> Variants => [];

    /// <summary>Its repository, below the path that all have in common; null for the folder's name.</summary>
    protected internal virtual string? Repository => null;

    protected internal virtual TagScheme TagScheme => TagScheme.Own;

    /// <summary>Values for the ARGs of the Dockerfile; what the command line gives comes before them.</summary>
    protected internal virtual IReadOnlyDictionary<string, string> BuildArguments => new Dictionary<string, string>();

    /// <summary>
    /// ARGs that only say where something is found (a mirror, a host). They don't decide what is built, and so are no part
    /// of the fingerprint. The proxy variables that Docker knows are such without being named here.
    /// </summary>
    protected internal virtual IReadOnlyList<string> LocationArguments => [];

    /// <summary>What makes a file of the build context just before the build; null where nothing has to.</summary>
    protected internal virtual Preparation? Preparation => null;

    /// <summary>What the sandbox builds with where something cannot be reached from this machine.</summary>
    protected internal virtual IReadOnlyList<Substitute> Substitutes => [];

    internal virtual string TaskName => GetType().GetCustomAttribute<TaskNameAttribute>()?.Name ?? GetType().Name;

    internal virtual string Description => GetType().GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "";

    internal IReadOnlyList<string> ParentTasks =>
        [
            .. GetType()
                .GetCustomAttributes<IsDependentOnAttribute>()
                .Where(attribute => attribute.Task.IsSubclassOf(typeof(ImageStage)))
                .Select(attribute =>
                    attribute.Task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? attribute.Task.Name
                ),
        ];
}

/// <summary>A script that makes files of the build context, run in the image's folder when there is something to build.</summary>
/// <param name="Script">
/// Its path in the image's folder. It may read the files of the build context only, so that these, and itself, are all
/// its inputs.
/// </param>
/// <param name="Output">What it makes, in the image's folder: part of the context, but no input.</param>
public sealed record Preparation(string Script, string Output);

/// <summary>What the sandbox builds with where something cannot be reached. It is an input like any other.</summary>
/// <param name="Argument">The ARG whose value is the address that has to be reached.</param>
/// <param name="Values">
/// The build arguments to build with instead; null where there is nothing to build with: then the image is left out, and
/// with it what is built on it.
/// </param>
/// <param name="Notice">What the run tells its user, as one clause.</param>
public sealed record Substitute(string Argument, IReadOnlyDictionary<string, string>? Values, string Notice);
