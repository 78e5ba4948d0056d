using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Starts containers that were made or stopped.</summary>
    [CakeMethodAlias]
    public static void DockerStart(this ICakeContext context, params string[] containers) =>
        DockerStart(context, null, containers);

    /// <summary>Starts containers that were made or stopped.</summary>
    [CakeMethodAlias]
    public static void DockerStart(
        this ICakeContext context,
        DockerContainerStartSettings settings,
        params string[] containers
    )
    {
        ThrowIfNullOrEmpty(containers, nameof(containers));
        Run(context, "start", settings, containers);
    }

    /// <summary>Stops containers.</summary>
    [CakeMethodAlias]
    public static void DockerStop(this ICakeContext context, params string[] containers) =>
        DockerStop(context, null, containers);

    /// <summary>Stops containers.</summary>
    [CakeMethodAlias]
    public static void DockerStop(
        this ICakeContext context,
        DockerContainerStopSettings settings,
        params string[] containers
    )
    {
        ThrowIfNullOrEmpty(containers, nameof(containers));
        Run(context, "stop", settings, containers);
    }

    /// <summary>Removes containers.</summary>
    [CakeMethodAlias]
    public static void DockerRm(this ICakeContext context, params string[] containers) =>
        DockerRm(context, null, containers);

    /// <summary>Removes containers.</summary>
    [CakeMethodAlias]
    public static void DockerRm(
        this ICakeContext context,
        DockerContainerRmSettings settings,
        params string[] containers
    )
    {
        ThrowIfNullOrEmpty(containers, nameof(containers));
        Run(context, "rm", settings, containers);
    }

    /// <summary>Copies between a container (<c>CONTAINER:PATH</c>) and this machine.</summary>
    [CakeMethodAlias]
    public static void DockerCp(this ICakeContext context, string from, string to) => DockerCp(context, from, to, null);

    /// <summary>Copies between a container (<c>CONTAINER:PATH</c>) and this machine.</summary>
    [CakeMethodAlias]
    public static void DockerCp(this ICakeContext context, string from, string to, DockerContainerCpSettings settings)
    {
        ThrowIfNullOrEmpty(from, nameof(from));
        ThrowIfNullOrEmpty(to, nameof(to));
        Run(context, "cp", settings, from, to);
    }

    /// <summary>Fetches what a container wrote to its standard output.</summary>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerLogs(this ICakeContext context, string container) =>
        DockerLogs(context, null, container);

    /// <summary>Fetches what a container wrote to its standard output.</summary>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerLogs(
        this ICakeContext context,
        DockerContainerLogsSettings settings,
        string container
    )
    {
        ArgumentNullException.ThrowIfNull(container);
        return RunWithResult(context, "logs", settings, container);
    }

    /// <summary>Lists containers.</summary>
    /// <returns>What docker wrote, its lines separated by <c>\n</c>.</returns>
    [CakeMethodAlias]
    public static string DockerPs(this ICakeContext context, DockerContainerPsSettings settings) =>
        string.Join('\n', RunWithResult(context, "ps", settings));

    /// <summary>Lists containers.</summary>
    /// <returns>The lines that docker wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerContainerLs(
        this ICakeContext context,
        DockerContainerLsSettings settings
    ) => RunWithResult(context, "container ls", settings);
}
