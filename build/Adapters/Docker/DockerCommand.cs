using Bakehouse.Adapters.Processes;
using Cake.Core;
using Cake.Core.Tooling;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Runs one of Cake.Docker's aliases: off the caller's thread, ended by its token, and with the output in the error.
/// </summary>
public sealed class DockerCommand(ICakeContext context)
{
    private const int LastLines = 15;

    /// <param name="what">What is tried, for the error.</param>
    /// <param name="settings">The settings of the alias; prepared for the run.</param>
    /// <param name="alias">Calls the alias.</param>
    /// <param name="cancellationToken">Ends docker.</param>
    /// <exception cref="DockerException">Docker exited with something else than 0.</exception>
    public async Task RunAsync<T>(
        string what,
        T settings,
        Action<ICakeContext, T> alias,
        CancellationToken cancellationToken
    )
        where T : ToolSettings
    {
        var output = new Queue<string>();
        settings.SetupProcessSettings = process =>
        {
            process.RedirectStandardOutput = true;
            process.RedirectStandardError = true;
        };
        settings.PostAction = process =>
        {
            foreach (var line in process.GetStandardOutput().Concat(process.GetStandardError()))
            {
                output.Enqueue(line);
            }
        };
        try
        {
            await Task.Run(
                () =>
                {
                    CommandRunner.CancelToolsWith(cancellationToken);
                    alias(context, settings);
                },
                cancellationToken
            );
        }
        catch (CakeException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new DockerException(what, string.Join(Environment.NewLine, output.TakeLast(LastLines)), exception);
        }
    }
}
