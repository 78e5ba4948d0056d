using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Ends a run with what became of each image.</summary>
public sealed class SummaryPrinter(
    Screen screen,
    RunState run,
    ImageCatalog catalog,
    ImageProgress progress,
    TimeProvider time
)
{
    private static readonly Style Warning = new(Color.Yellow);

    public void Print()
    {
        screen.WriteLine();
        var whole = TableOf(isWide: true);
        if (!screen.IsTerminal || screen.Fits(whole))
        {
            screen.Write(whole);
        }
        else
        {
            screen.Write(TableOf(isWide: false));
            PrintTags();
        }

        foreach (var image in run.Plan.Images.Select(image => catalog[image.Name]).DistinctBy(image => image.Family))
        {
            if (catalog.TestNoteOf(image) is { } note)
            {
                screen.WriteLine(null, $"Warning: {image.Family} {note}.", Warning);
            }
        }

        var done = run.Plan.Images.Count(IsDone);
        var images = run.Plan.Images.Count == 1 ? "1 image" : $"{run.Plan.Images.Count} images";
        screen.WriteLine($"{done} of {images} done in {Phrases.Duration(time.GetUtcNow() - run.Began)}.");
    }

    private Table TableOf(bool isWide)
    {
        Column[] columns =
        [
            new("Image", image => image.Name),
            new("Action", image => Phrases.Action(image.Action)),
            new("Tests", Tests),
            new("Size", image => run.ResultOf(image.Name).Size is { } size ? Phrases.Size(size) : ""),
            .. isWide ? [new Column("Tags", image => TagsOf(image, screen.IsTerminal ? "\n" : ", "))] : (Column[])[],
            new("Digest", image => run.ResultOf(image.Name).Digest is { } digest ? Short(digest, isWide) : ""),
            new("Time", Duration),
            // Where all is well, that needs no words.
            .. run.Plan.Images.All(IsDone) ? (Column[])[] : [new Column("Outcome", progress.OutcomeOf)],
        ];
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(column.Title, cell => cell.Padding(0, 0, 1, 0).NoWrap = column.Title is not "Outcome");
        }

        foreach (var image in run.Plan.Images)
        {
            table.AddRow([.. columns.Select(column => Markup.Escape(column.Text(image)))]);
        }

        return table;
    }

    private void PrintTags()
    {
        foreach (var images in run.Plan.Images.GroupBy(image => TagsOf(image, ", ")).Where(group => group.Key != ""))
        {
            screen.WriteLine($"{string.Join(", ", images.Select(image => image.Name))}: {images.Key}");
        }
    }

    private string Tests(PlannedImage image) =>
        run.ResultOf(image.Name).Tests switch
        {
            null => "",
            { HasTests: false } => "none",
            { } tests => $"{tests.Passed} of {tests.Cases.Count}",
        };

    private static string Short(Digest digest, bool isWide) => isWide ? digest.Short : digest.Hex[..12];

    private string TagsOf(PlannedImage image, string separator) =>
        string.Join(separator, run.ResultOf(image.Name).Tags.Select(PlannedTag.Shorten));

    private string Duration(PlannedImage image) =>
        progress.DurationOf(image) is { Ticks: > 0 } duration ? Phrases.Duration(duration) : "";

    private bool IsDone(PlannedImage image) => progress.OutcomeOf(image) == ImageProgress.Done;

    private sealed record Column(string Title, Func<PlannedImage, string> Text);
}
