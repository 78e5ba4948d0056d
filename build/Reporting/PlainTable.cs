using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>A table as text: columns two blanks apart, no lines, nothing wrapped, no blanks at the ends of lines.</summary>
internal static class PlainTable
{
    public static string Of(Table table)
    {
        foreach (var column in table.Columns)
        {
            column.Padding(0, 0, 2, 0);
        }

        using var writer = new StringWriter();
        Terminals.Plain(writer).Write(table.Border(TableBorder.None));
        var lines = writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return string.Concat(lines.Select(line => line.TrimEnd() + Environment.NewLine));
    }
}
