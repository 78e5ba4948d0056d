using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Finds out what the output goes to: a terminal with a person, or a file, pipe or CI log.</summary>
internal static class Terminals
{
    // Nothing wraps where nobody's window has a width.
    private const int Unbounded = 100_000;

    /// <summary>
    /// A terminal as Spectre.Console sees it (colours unless <c>NO_COLOR</c> is set), or else plain text: no colour, no
    /// cursor movement, no wrapping. A job of a pipeline (<c>CI</c>) has no terminal, whatever it looks like.
    /// </summary>
    public static IAnsiConsole Open(TextWriter writer)
    {
        var target = new AnsiConsoleOutput(writer);
        if (!target.IsTerminal || Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            return Plain(writer);
        }

        // Left to itself, Spectre.Console takes a terminal for none where only another stream is redirected.
        var settings = new AnsiConsoleSettings { Interactive = InteractionSupport.Yes, Out = target };
        var console = AnsiConsole.Create(settings);
        return console.Profile.Capabilities.Ansi ? console : Plain(writer);
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
