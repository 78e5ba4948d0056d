using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Bakehouse.UnitTests.Standins;

/// <summary>What tasks and lifetimes did, in order.</summary>
internal sealed class Journal
{
    public List<string> Lines { get; } = [];

    public void Write(string line) => Lines.Add(line);
}

/// <summary>What a run did: its exit code, what it printed, and the journal.</summary>
internal sealed record HostRun(int ExitCode, string Output, IReadOnlyList<string> Journal);

/// <summary>A host with the tasks that a test gives it, whose output is kept.</summary>
internal sealed class HostFixture
{
    private readonly StringWriter _output = new();
    private readonly Journal _journal = new();

    public HostFixture(params Type[] tasks)
    {
        Host = new CakeHost().ConfigureServices(services =>
        {
            services.AddSingleton(_journal);
            services.AddSingleton<IConsole>(new WriterConsole(_output));
            services.AddSingleton(Terminal());
            foreach (var task in tasks)
            {
                services.AddSingleton(typeof(IFrostingTask), task);
            }
        });
    }

    public CakeHost Host { get; }

    public HostRun Run(params string[] arguments)
    {
        var exitCode = Host.Run(arguments);
        return new HostRun(exitCode, _output.ToString(), _journal.Lines);
    }

    private IAnsiConsole Terminal()
    {
        var settings = new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_output) };
        return AnsiConsole.Create(settings);
    }

    private sealed class WriterConsole(TextWriter writer) : IConsole
    {
        public ConsoleColor ForegroundColor { get; set; }

        public ConsoleColor BackgroundColor { get; set; }

        public bool SupportAnsiEscapeCodes => false;

        public void Write(string format, params object[] arg) => writer.Write(format, arg);

        public void WriteLine(string format, params object[] arg) => writer.WriteLine(format, arg);

        public void WriteError(string format, params object[] arg) => writer.Write(format, arg);

        public void WriteErrorLine(string format, params object[] arg) => writer.WriteLine(format, arg);

        public void ResetColor() { }
    }
}
