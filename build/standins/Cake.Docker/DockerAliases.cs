using Cake.Core;
using Cake.Core.Annotations;

namespace Cake.Docker;

/// <summary>
/// The docker commands. Settings become quoted options; images, containers, commands and their arguments are passed
/// as they are, so who passes one with a space quotes it.
/// </summary>
[CakeAliasCategory("Docker")]
public static partial class DockerAliases
{
    internal static void ThrowIfNullOrEmpty(string value, string name)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentNullException(name);
        }
    }

    private static void ThrowIfNullOrEmpty(string[] values, string name)
    {
        if (values is null or [])
        {
            throw new ArgumentNullException(name);
        }
    }

    private static void Run<TSettings>(
        ICakeContext context,
        string command,
        TSettings settings,
        params string[] arguments
    )
        where TSettings : AutoToolSettings, new() =>
        Runner<TSettings>(context).Run(command, settings ?? new TSettings(), arguments);

    private static string[] RunWithResult<TSettings>(
        ICakeContext context,
        string command,
        TSettings settings,
        params string[] arguments
    )
        where TSettings : AutoToolSettings, new() =>
        Runner<TSettings>(context)
            .RunWithResult(command, settings ?? new TSettings(), output => output.ToArray(), arguments);

    private static GenericDockerRunner<TSettings> Runner<TSettings>(ICakeContext context)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(context);
        return new GenericDockerRunner<TSettings>(
            context.FileSystem,
            context.Environment,
            context.ProcessRunner,
            context.Tools
        );
    }

    // An image's own command is kept where none is given, and its arguments with it.
    private static string[] ImageAndCommand(string image, string command, string[] args)
    {
        ThrowIfNullOrEmpty(image, nameof(image));
        return string.IsNullOrEmpty(command) ? [image] : [image, command, .. args];
    }
}
