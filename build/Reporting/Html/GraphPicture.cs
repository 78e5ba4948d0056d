namespace Bakehouse.Reporting.Html;

/// <summary>Draws which image is built on which, from left to right, as SVG: each image leads to its section.</summary>
internal static class GraphPicture
{
    private const int Height = 42;
    private const int RowHeight = 54;
    private const int Gap = 56;
    private const int Margin = 10;
    private const int LongestLabel = 30;

    public static void Draw(HtmlText html, IReadOnlyList<ImageReport> images)
    {
        var places = GraphLayout.Of([.. images.Select(image => (image.Name, image.Parents))]);
        var columns = ColumnsOf(images, places);
        var boxes = places.ToDictionary(
            place => place.Name,
            place => new Box(columns[place.Column].X, Margin + (place.Row * RowHeight), columns[place.Column].Width)
        );
        var width = boxes.Values.Max(box => box.X + box.Width) + Margin;
        var height = boxes.Values.Max(box => box.Y) + Height + Margin;
        html.Add(
            $"""<svg id="graph-picture" role="img" aria-label="Which image is built on which" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"""
        );
        foreach (var image in images)
        {
            foreach (var parent in image.Parents.Where(boxes.ContainsKey))
            {
                DrawEdge(html, parent, image, boxes[parent], boxes[image.Name]);
            }
        }

        foreach (var image in images)
        {
            DrawNode(html, image, boxes[image.Name]);
        }

        html.Add($"</svg>\n");
    }

    private static void DrawEdge(HtmlText html, string parent, ImageReport child, Box from, Box to)
    {
        var (x1, y1, x2, y2) = (from.X + from.Width, from.Y + (Height / 2.0), to.X, to.Y + (Height / 2.0));
        var middle = (x1 + x2) / 2;
        html.Add(
            $"""<path class="edge {child.State.Class()}" data-from="{parent}" data-to="{child.Name}" d="M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"/>"""
        );
    }

    private static void DrawNode(HtmlText html, ImageReport image, Box box)
    {
        html.Add(
            $"""<a class="node {image.State.Class()}" href="{StateNames.Link(image.Name)}" data-image="{image.Name}"><title>{image.Name}: {image.Phrase()}</title>"""
        );
        html.Add($"""<rect class="box" x="{box.X}" y="{box.Y}" width="{box.Width}" height="{Height}" rx="7"/>""");
        html.Add($"""<rect class="mark" x="{box.X + 7}" y="{box.Y + 9}" width="4" height="{Height - 18}" rx="2"/>""");
        html.Add($"""<text x="{box.X + 20}" y="{box.Y + 18}">{Cut(image.Name)}</text>""");
        html.Add($"""<text class="state" x="{box.X + 20}" y="{box.Y + 33}">{Cut(image.Phrase())}</text></a>""");
    }

    // As wide as the longest text in the column, as far as that is known without a font.
    private static List<Column> ColumnsOf(IReadOnlyList<ImageReport> images, IReadOnlyList<PlacedImage> places)
    {
        var columns = new List<Column>();
        var x = (double)Margin;
        foreach (var column in images.Zip(places).GroupBy(pair => pair.Second.Column).OrderBy(group => group.Key))
        {
            var width = column.Max(pair =>
                Math.Max(Cut(pair.First.Name).Length * 8.2, Cut(pair.First.Phrase()).Length * 6.4)
            );
            columns.Add(new Column(x, Math.Max(110, width + 34)));
            x += columns[^1].Width + Gap;
        }

        return columns;
    }

    private static string Cut(string text) => text.Length <= LongestLabel ? text : $"{text[..(LongestLabel - 1)]}…";

    private sealed record Column(double X, double Width);

    private sealed record Box(double X, double Y, double Width);
}
