namespace Bakehouse.Engine;

/// <summary>
/// Which task the running code works for. It flows with the code into the threads and asynchronous calls that it starts,
/// so that a log can keep apart the output of tasks that run side by side.
/// </summary>
public static class TaskScope
{
    private static readonly AsyncLocal<Scope?> Ambient = new();

    /// <summary>The name of the task on whose behalf this code runs; null outside of tasks (setup, teardown).</summary>
    public static string? Current => Ambient.Value?.Task;

    /// <summary>
    /// Cancelled when the run is: by its host, or by the first failure of a run that fails fast. Never cancelled in
    /// teardown, which has to clean up after a cancelled run too.
    /// </summary>
    public static CancellationToken CancellationToken => Ambient.Value?.CancellationToken ?? CancellationToken.None;

    /// <summary>Holds for the rest of the asynchronous method that calls it, and for all that it calls.</summary>
    internal static void Enter(string? task, CancellationToken cancellationToken) =>
        Ambient.Value = new Scope(task, cancellationToken);

    private sealed record Scope(string? Task, CancellationToken CancellationToken);
}
