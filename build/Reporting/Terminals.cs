using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Finds out what the output goes to: a terminal with a person, or a file, pipe or CI log.</summary>
internal static class Terminals
{
    // Nothing wraps where nobody's window has a width.
    private const int Unbounded = 100_000;

    /// <summary>
    /// A terminal as Spectre.Console sees it (colours unless <c>NO_COLOR</c> is set), or else plain text: no colour, no
    /// cursor movement, no wrapping.
    /// </summary>
    public static IAnsiConsole Open(TextWriter writer)
    {
        var target = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiOf(target), Out = target });
        return console.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } }
            ? console
            : Plain(writer);
    }

    // Left to itself, Spectre.Console takes a terminal for none where only the other stream is redirected.
    private static AnsiSupport AnsiOf(AnsiConsoleOutput target)
    {
        var isKnown = !OperatingSystem.IsWindows() && target.IsTerminal;
        return isKnown && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb"
            ? AnsiSupport.Yes
            : AnsiSupport.Detect;
    }

    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = Unbounded;
        return console;
    }
}
