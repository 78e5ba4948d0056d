using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Shows a plan before it runs.</summary>
public sealed class PlanPrinter(IAnsiConsole console)
{
    public void Print(Plan plan)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Image", "Plan", "Why");
        foreach (var image in plan.Images)
        {
            table.AddRow(
                Markup.Escape(image.Name),
                image.Action.ToString().ToLowerInvariant(),
                Markup.Escape(string.Join("; ", image.Reasons))
            );
        }

        console.Write(table);
        var tags = plan.Images.SelectMany(image => image.Tags.Select(tag => tag.Name)).Distinct();
        console.WriteLine($"Tags: {string.Join(", ", tags.Select(Phrases.Tag))}");
        foreach (var withheld in plan.WithheldTags)
        {
            console.WriteLine($"      {withheld}");
        }
    }
}
