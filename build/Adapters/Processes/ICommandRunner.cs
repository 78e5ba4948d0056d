namespace Bakehouse.Adapters.Processes;

/// <summary>Runs other programs. Every process that Bakehouse starts is started by its one implementation.</summary>
public interface ICommandRunner
{
    /// <summary>
    /// Runs a program to its end. Its output lines go to the log of the task that is running, and into the result.
    /// When <paramref name="cancellationToken"/> or the run is cancelled, the program and its children get SIGTERM,
    /// and three seconds later SIGKILL.
    /// </summary>
    /// <exception cref="CommandFailedException">
    /// It exited with something else than 0 and <see cref="Command.AnyExitCode"/> is not set.
    /// </exception>
    /// <exception cref="CommandTimedOutException">It ran longer than <see cref="Command.TimeLimit"/>.</exception>
    /// <exception cref="BakehouseException">There is no such program.</exception>
    Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken = default);
}
