namespace Bakehouse.Adapters.Processes;

/// <summary>Runs the .NET SDK's command line so that it leaves no server behind when it ends.</summary>
public sealed class DotnetCommand(ICommandRunner commands)
{
    private static readonly Dictionary<string, string?> NoServers = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        // MSBuild takes variables for properties.
        ["UseSharedCompilation"] = "false",
    };

    /// <summary>
    /// The SDK that this program was published with, whatever PATH has; <c>dotnet run</c> starts it by a host of its own.
    /// </summary>
    public static string Program { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>Runs it to its end, in the top folder; the caller looks at the exit code.</summary>
    public async Task<CommandResult> TryAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken
    ) => await commands.RunAsync(Command(arguments, environment) with { AnyExitCode = true }, cancellationToken);

    /// <summary>Runs it to its end, in the top folder.</summary>
    /// <exception cref="CommandFailedException">It exited with something else than 0.</exception>
    public Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        commands.RunAsync(Command(arguments, new Dictionary<string, string?>()), cancellationToken);

    private static Command Command(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment) =>
        new(Program, arguments) { Environment = new Dictionary<string, string?>(NoServers.Concat(environment)) };
}
