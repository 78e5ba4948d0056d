using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Docker;

/// <summary>Runs a docker command; one that fails throws a <see cref="CakeException"/> with its exit code.</summary>
public class GenericDockerRunner<TSettings> : DockerTool<TSettings>
    where TSettings : AutoToolSettings, new()
{
    /// <summary>Makes the runner from the parts of a context.</summary>
    public GenericDockerRunner(
        IFileSystem fileSystem,
        ICakeEnvironment environment,
        IProcessRunner processRunner,
        IToolLocator tools
    )
        : base(fileSystem, environment, processRunner, tools) { }

    /// <summary>Runs a command whose output goes where the program's own goes.</summary>
    public void Run(string command, TSettings settings, string[] additional)
    {
        DockerAliases.ThrowIfNullOrEmpty(command, nameof(command));
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(additional);
        Run(settings, Arguments(command, settings, additional));
    }

    /// <summary>Runs a command, and hands the lines of its standard output over.</summary>
    public T[] RunWithResult<T>(
        string command,
        TSettings settings,
        Func<IEnumerable<string>, T[]> processOutput,
        params string[] arguments
    )
    {
        DockerAliases.ThrowIfNullOrEmpty(command, nameof(command));
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(processOutput);

        T[] result = [];
        Run(
            settings,
            Arguments(command, settings, arguments),
            new ProcessSettings { RedirectStandardOutput = true },
            process => result = processOutput(process.GetStandardOutput())
        );
        return result;
    }

    private static ProcessArgumentBuilder Arguments(string command, TSettings settings, string[] arguments)
    {
        var builder = new ProcessArgumentBuilder();
        builder.AppendAll(command, settings, arguments);
        return builder;
    }
}
