using Bakehouse.Adapters.Processes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bakehouse.Reporting;

/// <summary>
/// The one way to what a person or a CI log sees. Whatever is written is written whole, from whatever thread, and above
/// the live view where there is one.
/// </summary>
/// <param name="output">Where the run is told.</param>
/// <param name="errors">Where errors go.</param>
public sealed class Screen(IAnsiConsole output, IAnsiConsole errors)
{
    private static readonly Style Label = new(Color.Teal);
    private readonly Lock turn = new();
    private bool isLive;

    /// <summary>Whether somebody watches, on a terminal on which lines can be overwritten.</summary>
    public bool IsTerminal => output.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>In characters.</summary>
    public int Width => output.Profile.Width;

    /// <summary>In lines.</summary>
    public int Height => output.Profile.Height;

    public void WriteLine(string line = "") => Write(output, label: null, line, Style.Plain);

    /// <summary>A line behind the name of what it is about: <c>[base-build] built in 18 s</c>.</summary>
    public void WriteLine(string? label, string line, Style? style = null) =>
        Write(output, label, line, style ?? Style.Plain);

    /// <summary>Like <see cref="WriteLine(string?, string, Style?)"/>, for errors.</summary>
    public void WriteError(string? label, string line)
    {
        // A live view knows only of what is written beside it; where the errors are kept in a file, they don't meet.
        var target = isLive && errors.Profile.Out.IsTerminal ? output : errors;
        Write(target, label, line, new Style(Color.Red));
    }

    public void Write(Table table)
    {
        lock (turn)
        {
            if (IsTerminal && Fits(table))
            {
                output.Write(new Above(table));
            }
            else
            {
                output.Profile.Out.Writer.Write(PlainTable.Of(table));
            }
        }
    }

    /// <summary>Whether a table can be drawn: in a window that is too narrow, its text is all that can be shown.</summary>
    public bool Fits(IRenderable table) =>
        table.Measure(RenderOptions.Create(output, output.Profile.Capabilities), int.MaxValue).Min <= Width;

    /// <summary>Lines as they are, together.</summary>
    public void WriteBlock(IEnumerable<string> lines)
    {
        lock (turn)
        {
            foreach (var line in lines)
            {
                output.Profile.Out.Writer.WriteLine(line);
            }
        }
    }

    /// <summary>Keeps a drawing below all that is written, drawn anew a few times a second, until it is told to end.</summary>
    public async Task LiveAsync(Func<IRenderable> draw, Task end)
    {
        isLive = true;
        var live = output.Live(draw()).AutoClear(true).Overflow(VerticalOverflow.Crop);
        await live.StartAsync(async display =>
        {
            while (!end.IsCompleted)
            {
                var drawing = draw();
                lock (turn)
                {
                    display.UpdateTarget(drawing);
                }

                await Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(200)));
            }
        });
        isLive = false;
    }

    /// <summary>A line without escape sequences, and without what stood before a carriage return.</summary>
    public static string Clean(string line) => PlainText.Line(line);

    private void Write(IAnsiConsole console, string? label, string line, Style style)
    {
        var prefix = label is null ? "" : $"[{label}] ";
        lock (turn)
        {
            foreach (var part in line.Replace("\r\n", "\n").Split('\n').Select(Clean))
            {
                if (console.Profile.Capabilities.Ansi)
                {
                    console.Write(new Above(new Paragraph(prefix, Label).Append($"{part}\n", style)));
                }
                else
                {
                    console.Profile.Out.Writer.WriteLine(prefix + part);
                }
            }
        }
    }

    /// <summary>
    /// Erases what the live view has drawn before it writes in its place; the view then draws itself below.
    /// </summary>
    private sealed class Above(IRenderable content) : IRenderable
    {
        private const string EraseBelow = "\e[J";

        public Measurement Measure(RenderOptions options, int maxWidth) => content.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            options.Ansi
                ? [Segment.Control(EraseBelow), .. content.Render(options, maxWidth)]
                : content.Render(options, maxWidth);
    }
}
