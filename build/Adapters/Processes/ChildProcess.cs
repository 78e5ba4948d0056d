using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bakehouse.Adapters.Processes;

/// <summary>
/// One running program, its output read line by line. Ended politely: SIGTERM lets docker's client cancel the build
/// that the engine does for it, which SIGKILL would leave running.
/// </summary>
internal sealed partial class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Process process;
    private readonly List<string> output = [];
    private readonly List<string> error = [];
    private Task reading = Task.CompletedTask;

    private ChildProcess(Process process) => this.process = process;

    public IReadOnlyList<string> Output => output;

    public IReadOnlyList<string> Error => error;

    public int ExitCode => process.ExitCode;

    /// <summary>
    /// Starts a program. Each line goes to <paramref name="onLine"/>, and into Output or Error. It is not waited for the input:
    /// the program gets it once it is there. With <paramref name="read"/>, standard output goes there, not into lines.
    /// </summary>
    /// <exception cref="BakehouseException">There is no such program.</exception>
    public static ChildProcess Start(
        ProcessStartInfo start,
        Task<byte[]> input,
        Action<string> onLine,
        Func<Stream, Task>? read
    )
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        start.UseShellExecute = false;
        var child = new ChildProcess(new Process { StartInfo = start });
        child.process.OutputDataReceived += (_, e) => Receive(child.output, e.Data, onLine);
        child.process.ErrorDataReceived += (_, e) => Receive(child.error, e.Data, onLine);
        try
        {
            child.process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            child.Dispose();
            throw new BakehouseException(
                $"The program {start.FileName} cannot be started: {exception.Message}.",
                $"Install {Path.GetFileName(start.FileName)}, or run with --sandbox, which brings what a run needs.",
                exception
            );
        }

        if (read is null)
        {
            child.process.BeginOutputReadLine();
        }
        else
        {
            child.reading = child.ReadAsync(read);
        }

        child.process.BeginErrorReadLine();
        _ = child.FeedAsync(input);
        return child;
    }

    /// <summary>Waits for the end. When cancelled, the program is ended first: it never outlives the wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            await reading.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync();
            throw;
        }
    }

    /// <summary>
    /// Ends the program and all that it started. A program that has ended may leave others behind which keep its output
    /// open, so whom it started is looked up first, and nobody is waited for longer than <see cref="Patience"/>.
    /// </summary>
    public async Task EndAsync()
    {
        IReadOnlyList<int> all = [process.Id, .. ProcessTree.DescendantsOf(process.Id)];
        Send(all, Signal.Terminate);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Send(all, Signal.Kill);
            using var end = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static void Send(IEnumerable<int> processes, Signal signal)
    {
        foreach (var id in processes)
        {
            _ = SendSignal(id, signal);
        }
    }

    public void Dispose() => process.Dispose();

    private static void Receive(List<string> lines, string? line, Action<string> onLine)
    {
        if (line is null)
        {
            return;
        }

        lock (lines)
        {
            lines.Add(line);
        }

        onLine(line);
    }

    private async Task ReadAsync(Func<Stream, Task> read)
    {
        // Closed once the reader has enough: the program is not to wait for somebody who takes the rest.
        await using var stream = process.StandardOutput.BaseStream;
        await read(stream);
    }

    private async Task FeedAsync(Task<byte[]> input)
    {
        var pipe = process.StandardInput.BaseStream;
        try
        {
            await pipe.WriteAsync(await input);
        }
        catch (Exception exception)
            when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The program ended, or closed its input, without reading all: its exit code tells the story.
        }
        finally
        {
            await pipe.DisposeAsync();
        }
    }

    private enum Signal
    {
        Kill = 9,
        Terminate = 15,
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, Signal signal);
}
