namespace Bakehouse.Adapters.Processes;

/// <summary>The terminal that a run was started at, to be handed to another program for a while.</summary>
public interface ITerminal
{
    /// <summary>Whether there is one: neither input nor output is redirected.</summary>
    bool IsThere { get; }

    /// <summary>Runs a program that talks to the person at the terminal, to its end.</summary>
    /// <returns>Its exit code.</returns>
    Task<int> RunAsync(Command command, CancellationToken cancellationToken);
}
