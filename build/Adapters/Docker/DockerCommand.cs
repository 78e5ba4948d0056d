using Bakehouse.Adapters.Processes;
using Cake.Core;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Runs one of Cake.Docker's aliases: off the caller's thread, ended by its token, and with docker's own words in the
/// error.
/// </summary>
public sealed class DockerCommand(ICakeContext context)
{
    private const int LastLines = 15;

    /// <inheritdoc cref="RunAsync(string, Action{ICakeContext}, Task{byte[]}, CancellationToken)"/>
    public Task RunAsync(string what, Action<ICakeContext> alias, CancellationToken cancellationToken) =>
        RunAsync(what, alias, input: null, cancellationToken);

    /// <param name="what">What is tried, for the error.</param>
    /// <param name="alias">Calls the alias.</param>
    /// <param name="input">What docker reads from standard input, once it is there; nothing where null.</param>
    /// <param name="cancellationToken">Ends docker.</param>
    /// <exception cref="DockerException">Docker exited with something else than 0.</exception>
    public Task RunAsync(
        string what,
        Action<ICakeContext> alias,
        Task<byte[]>? input,
        CancellationToken cancellationToken
    ) =>
        // The alias blocks its thread until docker has ended. The pool has few, and is slow to add more.
        Task.Factory.StartNew(
            () =>
            {
                var scope = ToolScope.Enter(input, cancellationToken);
                try
                {
                    alias(context);
                }
                catch (CakeException exception)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw new DockerException(what, scope.LastLines(LastLines), exception);
                }
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
