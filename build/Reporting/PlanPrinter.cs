using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Shows a plan before it runs.</summary>
public sealed class PlanPrinter(Screen screen)
{
    public void Print(Plan plan)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn(new TableColumn("Image").NoWrap())
            .AddColumn(new TableColumn("Plan").NoWrap())
            .AddColumn("Why");
        foreach (var image in plan.Images)
        {
            table.AddRow(
                Markup.Escape(image.Name),
                Phrases.Action(image.Action),
                Markup.Escape(string.Join("; ", image.Reasons))
            );
        }

        screen.Write(table);
        var tags = plan.Images.SelectMany(image => image.Tags.Select(tag => tag.Name)).Distinct().ToList();
        screen.WriteLine($"Tags: {(tags.Count == 0 ? "none" : string.Join(", ", tags.Select(PlannedTag.Shorten)))}");
        foreach (var withheld in plan.WithheldTags)
        {
            screen.WriteLine($"Withheld: {withheld}");
        }

        screen.WriteLine();
    }
}
