using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Makes a container and does not start it.</summary>
    /// <returns>The container's id.</returns>
    [CakeMethodAlias]
    public static string DockerCreate(this ICakeContext context, string image, string command, params string[] args) =>
        DockerCreate(context, null, image, command, args);

    /// <summary>Makes a container and does not start it.</summary>
    /// <returns>The container's id.</returns>
    [CakeMethodAlias]
    public static string DockerCreate(
        this ICakeContext context,
        DockerContainerCreateSettings settings,
        string image,
        string command,
        params string[] args
    ) => RunWithResult(context, "create", settings, ImageAndCommand(image, command, args)).FirstOrDefault();

    /// <summary>Runs a container; its output is not shown.</summary>
    /// <returns>The first line that it wrote, or the container's id where it is detached.</returns>
    [CakeMethodAlias]
    public static string DockerRun(this ICakeContext context, string image, string command, params string[] args) =>
        DockerRun(context, null, image, command, args);

    /// <summary>Runs a container; its output is not shown.</summary>
    /// <returns>The first line that it wrote, or the container's id where it is detached.</returns>
    [CakeMethodAlias]
    public static string DockerRun(
        this ICakeContext context,
        DockerContainerRunSettings settings,
        string image,
        string command,
        params string[] args
    ) => RunWithResult(context, "run", settings, ImageAndCommand(image, command, args)).FirstOrDefault();

    /// <summary>Runs a container whose output goes where the program's own goes.</summary>
    [CakeMethodAlias]
    public static void DockerRunWithoutResult(
        this ICakeContext context,
        string image,
        string command,
        params string[] args
    ) => DockerRunWithoutResult(context, null, image, command, args);

    /// <summary>Runs a container whose output goes where the program's own goes.</summary>
    [CakeMethodAlias]
    public static void DockerRunWithoutResult(
        this ICakeContext context,
        DockerContainerRunSettings settings,
        string image,
        string command,
        params string[] args
    ) => Run(context, "run", settings, ImageAndCommand(image, command, args));

    /// <summary>Runs a command in a running container.</summary>
    [CakeMethodAlias]
    public static void DockerExec(this ICakeContext context, string container, string command, params string[] args) =>
        DockerExec(context, null, container, command, args);

    /// <summary>Runs a command in a running container.</summary>
    [CakeMethodAlias]
    public static void DockerExec(
        this ICakeContext context,
        DockerContainerExecSettings settings,
        string container,
        string command,
        params string[] args
    )
    {
        ThrowIfNullOrEmpty(container, nameof(container));
        ThrowIfNullOrEmpty(command, nameof(command));
        Run(context, "exec", settings, [container, command, .. args]);
    }
}
