namespace Bakehouse.Adapters.Processes;

/// <summary>A program and its arguments, as a list: nothing is quoted, and no shell reads them.</summary>
public sealed record Command(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>The folder to run in; that of the run where null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to add to the environment; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the program reads from standard input; nothing where null. The only way in for a secret.</summary>
    public string? Input { get; init; }

    /// <summary>
    /// Takes standard output as it comes, in bytes; none of it goes into the log or the result. Where it returns before the
    /// end, the program's next write fails.
    /// </summary>
    public Func<Stream, CancellationToken, Task>? Reader { get; init; }

    /// <summary>Whether the caller looks at the exit code itself.</summary>
    public bool AnyExitCode { get; init; }

    /// <summary>How long it may run; then it is ended. Without end where null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Whether the output is only for the result: a question asked of a program, not work that one watches.</summary>
    public bool Quiet { get; init; }

    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}

/// <summary>What a program left behind: its exit code and what it wrote, each line ended by a line feed.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);

/// <summary>A program exited with something else than 0. The message has its last lines of output.</summary>
public class CommandFailedException(Command command, CommandResult result, string? problem = null)
    : Exception($"{problem ?? $"{command.Program} exited with {result.ExitCode}"}: {LastLines(result)}")
{
    public Command Command { get; } = command;

    public CommandResult Result { get; } = result;

    private static string LastLines(CommandResult result)
    {
        var text = string.IsNullOrWhiteSpace(result.Error) ? result.Output : result.Error;
        return string.Join('\n', text.TrimEnd().Split('\n').TakeLast(10));
    }
}

/// <summary>A program was ended, as it ran longer than <see cref="Command.TimeLimit"/>.</summary>
public sealed class CommandTimedOutException(Command command, CommandResult result)
    : CommandFailedException(command, result, $"{command.Program} was ended after {command.TimeLimit}");
