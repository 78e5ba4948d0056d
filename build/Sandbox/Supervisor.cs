using System.Globalization;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>
/// Starts daemons that outlive this program, and ends them. Each is the leader of a session of its own, so neither
/// a closed terminal nor Ctrl-C reaches it; its output goes to <c>.sandbox/logs</c>.
/// </summary>
internal sealed class Supervisor(ICommandRunner runner, SandboxFolders folders, Journal journal)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The file that a daemon finds its configuration in.</summary>
    public static string ConfigurationFile(SandboxFolders folders, string daemon) =>
        Path.Combine(folders.Configuration, daemon);

    /// <summary>Whether a daemon runs, whatever it was started as.</summary>
    public bool IsAlive(string name) => journal.Find(name) is { IsAlive: true };

    /// <summary>Sees to it that a daemon runs as specified and answers. One that does already is left alone.</summary>
    /// <returns>Whether it had to be started.</returns>
    /// <exception cref="BakehouseException">It ended, or did not answer in time.</exception>
    public async Task<bool> EnsureAsync(DaemonSpec spec, CancellationToken cancellationToken)
    {
        if (journal.Find(spec.Name) is { } recorded)
        {
            if (
                recorded.IsAlive
                && recorded.Fingerprint == spec.Fingerprint
                && await spec.AnswersAsync(cancellationToken)
            )
            {
                return false;
            }

            await StopAsync(recorded);
        }

        var daemon = await StartAsync(spec, cancellationToken);
        try
        {
            await WaitUntilItAnswersAsync(spec, daemon, cancellationToken);
            return true;
        }
        catch
        {
            await StopAsync(daemon);
            throw;
        }
    }

    /// <summary>Ends a daemon: asks, waits, and kills at last. One that is gone already only leaves the journal.</summary>
    public async Task StopAsync(Daemon daemon)
    {
        if (daemon.IsAlive)
        {
            await SignalAsync("TERM", daemon);
            await WaitUntilItEndsAsync(daemon, DaemonSpec.Patience);
        }

        if (daemon.IsAlive)
        {
            await SignalAsync("KILL", daemon);
            await WaitUntilItEndsAsync(daemon, TimeSpan.MaxValue);
        }

        journal.Remove(daemon);
    }

    private async Task<Daemon> StartAsync(DaemonSpec spec, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folders.Logs);
        Directory.CreateDirectory(folders.Configuration);
        await File.WriteAllTextAsync(ConfigurationFile(folders, spec.Name), spec.Configuration, cancellationToken);

        // setsid does not fork here, since the shell's child leads no process group: so $! is the daemon itself.
        const string script = "log=$1; shift; setsid \"$@\" </dev/null >\"$log\" 2>&1 & echo $!";
        var command = new Command("sh", ["-c", script, "sh", LogOf(spec.Name), spec.Program, .. spec.Arguments])
        {
            Environment = spec.Environment,
            WorkingDirectory = folders.Folder,
            Quiet = true,
        };
        var result = await runner.RunAsync(command, cancellationToken);
        var processId = int.Parse(result.Output, CultureInfo.InvariantCulture);
        var daemon = new Daemon(spec.Name, processId, ProcessStat.Read(processId)?.StartTime ?? 0, spec.Fingerprint);
        journal.Add(daemon);
        return daemon;
    }

    private static async Task WaitUntilItEndsAsync(Daemon daemon, TimeSpan limit)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (daemon.IsAlive && TimeProvider.System.GetElapsedTime(start) < limit)
        {
            await Task.Delay(Pause);
        }
    }

    private async Task WaitUntilItAnswersAsync(DaemonSpec spec, Daemon daemon, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await spec.AnswersAsync(cancellationToken))
        {
            if (!daemon.IsAlive)
            {
                throw NotStarted(spec.Name, "ended");
            }

            if (TimeProvider.System.GetElapsedTime(start) > StartLimit)
            {
                throw NotStarted(spec.Name, $"did not answer within {StartLimit.TotalSeconds} s");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private BakehouseException NotStarted(string name, string what)
    {
        var log = LogOf(name);
        var last = File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) : null;
        return new BakehouseException(
            $"The sandbox's {name} {what}: {last ?? "it wrote nothing"}",
            $"Its log is {log}; mend what it names and run again."
        );
    }

    private Task<CommandResult> SignalAsync(string signal, Daemon daemon) =>
        runner.RunAsync(
            new Command("sh", "-c", "kill -\"$1\" \"$2\"", "sh", signal, $"{daemon.ProcessId}")
            {
                AnyExitCode = true,
                Quiet = true,
            },
            CancellationToken.None
        );

    private string LogOf(string name) => Path.Combine(folders.Logs, name + ".log");
}
