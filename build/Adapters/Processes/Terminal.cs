using System.Diagnostics;
using Cake.Core;

namespace Bakehouse.Adapters.Processes;

/// <summary>The terminal of this process.</summary>
public sealed class Terminal(ICakeEnvironment environment, ChildEnvironment childEnvironment) : ITerminal
{
    /// <inheritdoc/>
    public bool IsThere => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public async Task<int> RunAsync(Command command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(childEnvironment.Find(command.Program), command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory ?? environment.WorkingDirectory.FullPath,
            UseShellExecute = false,
        };
        childEnvironment.Apply(start, command.Environment);
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }
}
