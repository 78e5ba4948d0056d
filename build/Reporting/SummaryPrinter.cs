using Bakehouse.Images;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.Tasks;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Ends a run with what became of each image.</summary>
public sealed class SummaryPrinter(IAnsiConsole console, RunState run, ImageCatalog catalog, Durations durations)
{
    public void Print()
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("Image", "Action", "Tests", "Size", "Tags", "Digest", "Time");
        foreach (var planned in run.Plan.Images)
        {
            table.AddRow([.. Row(planned).Select(Markup.Escape)]);
        }

        console.Write(table);
        foreach (var planned in run.Plan.Images.Where(image => run.ResultOf(image.Name).Tests is { Cases.Count: 0 }))
        {
            console.WriteLine($"Warning: {planned.Name} has no test: add images/{planned.Name}/goss.yaml.");
        }
    }

    private IEnumerable<string> Row(PlannedImage planned)
    {
        var result = run.ResultOf(planned.Name);
        var image = catalog[planned.Name];
        return
        [
            planned.Name,
            planned.Action.ToString().ToLowerInvariant(),
            result.Tests is { } tests ? $"{tests.Passed} of {tests.Cases.Count}" : "",
            result.Size is { } size ? Phrases.Size(size) : "",
            string.Join('\n', result.Tags.Select(Phrases.Tag)),
            result.Digest?.Short ?? "",
            Phrases.Duration(durations.Of(ImageTargets.Verbs.Select(verb => ImageTargets.Name(verb, image)))),
        ];
    }
}
