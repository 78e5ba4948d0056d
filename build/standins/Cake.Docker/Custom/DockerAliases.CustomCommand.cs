using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

public static partial class DockerAliases
{
    /// <summary>Runs a docker command that has no alias, given with its arguments: <c>image inspect base</c>.</summary>
    /// <returns>The lines that docker wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(this ICakeContext context, string command) =>
        DockerCustomCommand(context, new DockerCustomCommandSettings(), command);

    /// <summary>Runs a docker command that has no alias, given with its arguments: <c>image inspect base</c>.</summary>
    /// <returns>The lines that docker wrote.</returns>
    [CakeMethodAlias]
    public static IEnumerable<string> DockerCustomCommand(
        this ICakeContext context,
        DockerCustomCommandSettings settings,
        string command
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ThrowIfNullOrEmpty(command, nameof(command));
        var space = command.IndexOf(' ');
        return space < 0
            ? RunWithResult(context, command, settings, string.Empty)
            : RunWithResult(context, command[..space], settings, command[space..]);
    }
}
