using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Shows a plan before it runs.</summary>
public sealed class PlanPrinter(Screen screen)
{
    public void Print(Plan plan)
    {
        if (plan.Images.Count > 0)
        {
            PrintImages(plan);
        }

        if (plan.Copies.Count > 0)
        {
            PrintCopies(plan.Copies);
        }
    }

    private void PrintCopies(IReadOnlyList<PlannedCopy> copies)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn(new TableColumn("Copy").NoWrap())
            .AddColumn(new TableColumn("Plan").NoWrap())
            .AddColumn("Why");
        foreach (var copy in copies)
        {
            table.AddRow(
                Markup.Escape(copy.Name),
                CopyPhrases.Action(copy.Action),
                Markup.Escape(string.Join("; ", copy.Reasons))
            );
        }

        screen.Write(table);
        screen.WriteLine();
    }

    private void PrintImages(Plan plan)
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
        foreach (var images in plan.Images.GroupBy(image => image.Variant))
        {
            var tags = images.SelectMany(image => image.Tags.Select(tag => tag.Name)).Distinct().ToList();
            var whose = images.Key is { } variant ? $"Tags of {variant}" : "Tags";
            screen.WriteLine(
                $"{whose}: {(tags.Count == 0 ? "none" : string.Join(", ", tags.Select(PlannedTag.Shorten)))}"
            );
        }

        foreach (var withheld in plan.WithheldTags)
        {
            screen.WriteLine($"Withheld: {withheld}");
        }

        foreach (var image in plan.NotLookedUp)
        {
            screen.WriteLine($"Not looked up: {image}");
        }

        foreach (var leftOut in Phrases.LeftOut(plan.LeftOut))
        {
            screen.WriteLine(leftOut);
        }

        screen.WriteLine();
    }
}
