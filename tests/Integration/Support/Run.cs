using System.Diagnostics;
using System.Text;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>A program that a test has started, to be waited for, signalled or watched.</summary>
internal sealed class Run : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;
    private readonly StringBuilder seen = new();

    private Run(Process process)
    {
        this.process = process;
        output = ReadAsync(process.StandardOutput);
        error = ReadAsync(process.StandardError);
    }

    public int ProcessId => process.Id;

    /// <summary>What it has printed so far.</summary>
    public string Seen
    {
        get
        {
            lock (seen)
            {
                return seen.ToString();
            }
        }
    }

    /// <param name="folder">Its working directory.</param>
    /// <param name="environment">Variables beyond those of this process; null takes one away.</param>
    /// <param name="program">A name on PATH, or a path.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Run Start(
        string folder,
        IReadOnlyDictionary<string, string?> environment,
        string program,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var started = Process.Start(start)!;
        started.StandardInput.Close();
        return new Run(started);
    }

    public async Task<RunResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(Longest);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new AssertionException($"It did not end within {Longest}; it had printed:\n{Seen}", exception);
        }

        return new RunResult(process.ExitCode, await output, await error);
    }

    /// <summary>Sends a signal by its name, as kill(1) has it: <c>INT</c>, <c>KILL</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for something that the program brings about; fails where it ends before.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        while (!await condition())
        {
            if (process.HasExited && !await condition())
            {
                throw new AssertionException($"It ended before {what}:\n{Seen}");
            }

            await Task.Delay(50);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            text.Append(line).Append('\n');
            lock (seen)
            {
                seen.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
