using System.Diagnostics;
using System.Text;
using Cake.Core;
using Cake.Core.IO;

namespace Bakehouse.Adapters.Processes;

/// <summary>
/// The one place where programs are started: for Bakehouse itself (<see cref="ICommandRunner"/>) and for Cake's
/// tools, docker's aliases among them (<see cref="IProcessRunner"/>). Both get the same environment, the same
/// cancellation, and their output, freed of secrets, in the log of the task that runs them.
/// </summary>
public sealed class CommandRunner(
    ICakeEnvironment environment,
    ChildEnvironment childEnvironment,
    Secrets secrets,
    IProcessOutput output
) : ICommandRunner, IProcessRunner
{
    public async Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(childEnvironment.Find(command.Program), command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory ?? environment.WorkingDirectory.FullPath,
        };
        childEnvironment.Apply(start, command.Environment);
        using var child = ChildProcess.Start(
            start,
            Bytes(command.Input),
            command.Quiet ? _ => { } : Report,
            command.Reader is { } read ? output => read(output, cancellationToken) : null
        );
        var hasEnded = await WaitAsync(child, command.TimeLimit, cancellationToken);
        var result = new CommandResult(child.ExitCode, Join(child.Output), Join(child.Error));
        if (!hasEnded)
        {
            throw new CommandTimedOutException(command, result);
        }

        return result.ExitCode == 0 || command.AnyExitCode ? result : throw new CommandFailedException(command, result);
    }

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var scope = ToolScope.Current;
        var token = scope?.CancellationToken ?? CancellationToken.None;
        token.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(childEnvironment.Find(filePath.FullPath), settings.Arguments?.Render() ?? "")
        {
            WorkingDirectory = (settings.WorkingDirectory ?? environment.WorkingDirectory)
                .MakeAbsolute(environment)
                .FullPath,
        };
        childEnvironment.Apply(start, settings.EnvironmentVariables?.ToDictionary(x => x.Key, x => (string?)x.Value));
        var child = ChildProcess.Start(
            start,
            scope?.Input ?? Bytes(null),
            line =>
            {
                scope?.Add(secrets.Redact(line));
                if (!settings.Silent)
                {
                    Report(line);
                }
            },
            read: null
        );
        return new ToolProcess(child, settings, token);
    }

    private static async Task<bool> WaitAsync(
        ChildProcess child,
        TimeSpan? timeLimit,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit ?? Timeout.InfiniteTimeSpan);
        try
        {
            await child.WaitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Task<byte[]> Bytes(string? input) => Task.FromResult(Encoding.UTF8.GetBytes(input ?? ""));

    private void Report(string line) => output.Write(secrets.Redact(line));

    private string Join(IReadOnlyList<string> lines) =>
        lines.Count == 0 ? "" : secrets.Redact(string.Join('\n', lines)) + "\n";

    private sealed class ToolProcess(ChildProcess child, ProcessSettings settings, CancellationToken token) : IProcess
    {
        public void WaitForExit() => WaitForExit(settings.Timeout ?? Timeout.Infinite);

        public bool WaitForExit(int milliseconds)
        {
            var limit = milliseconds == Timeout.Infinite ? (TimeSpan?)null : TimeSpan.FromMilliseconds(milliseconds);
            return WaitAsync(child, limit, token).GetAwaiter().GetResult();
        }

        public int GetExitCode() => child.ExitCode;

        public IEnumerable<string> GetStandardError() => Handle(child.Error, settings.RedirectedStandardErrorHandler);

        public IEnumerable<string> GetStandardOutput() =>
            Handle(child.Output, settings.RedirectedStandardOutputHandler);

        public void Kill() => child.EndAsync().GetAwaiter().GetResult();

        public void Dispose() => child.Dispose();

        private static IEnumerable<string> Handle(IReadOnlyList<string> lines, Func<string, string>? handler) =>
            handler is null ? lines : lines.Select(handler).Where(line => line is not null);
    }
}
