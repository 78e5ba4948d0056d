namespace Bakehouse.Reporting.Html;

/// <summary>Where an image stands in the picture.</summary>
/// <param name="Name">The image.</param>
/// <param name="Column">From the left: one more than that of its farthest parent.</param>
/// <param name="Row">From the top.</param>
public sealed record PlacedImage(string Name, int Column, int Row);

/// <summary>
/// Places images in columns by depth, each beside the first of those that are built on it. An image with several parents hangs
/// on the first of the deepest ones: so these form trees whose leaves take a row each, and no two images share a place.
/// </summary>
internal static class GraphLayout
{
    /// <param name="images">The images with the names of their parents, parents before children.</param>
    public static IReadOnlyList<PlacedImage> Of(IReadOnlyList<(string Name, IReadOnlyList<string> Parents)> images)
    {
        var columns = new Dictionary<string, int>();
        var children = images.ToDictionary(image => image.Name, _ => new List<string>());
        var roots = new List<string>();
        foreach (var (name, parents) in images)
        {
            var deepest = parents.Where(columns.ContainsKey).MaxBy(parent => columns[parent]);
            columns[name] = deepest is null ? 0 : columns[deepest] + 1;
            (deepest is null ? roots : children[deepest]).Add(name);
        }

        var rows = new Dictionary<string, int>();
        var leaves = 0;
        foreach (var root in roots)
        {
            Place(root);
        }

        return [.. images.Select(image => new PlacedImage(image.Name, columns[image.Name], rows[image.Name]))];

        void Place(string name)
        {
            foreach (var child in children[name])
            {
                Place(child);
            }

            rows[name] = children[name] is [var first, ..] ? rows[first] : leaves++;
        }
    }
}
