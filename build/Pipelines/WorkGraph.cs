using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.Pipelines;

/// <summary>The images that jobs of their own build or test, or say that these can't be refreshed, and how they depend on one another.</summary>
internal sealed class WorkGraph
{
    private readonly Dictionary<string, IReadOnlyList<string>> parents = [];
    private readonly Dictionary<string, int> levels = [];

    /// <param name="plan">What is to be done, parents before children.</param>
    /// <param name="definitions">The images by their names.</param>
    public WorkGraph(Plan plan, IReadOnlyDictionary<string, ImageDefinition> definitions)
    {
        Images =
        [
            .. plan.Images.Where(image => image.Action is ImageAction.Build or ImageAction.Test or ImageAction.Fail),
        ];
        foreach (var image in Images)
        {
            var known = definitions[image.Name].Parents.Select(parent => parent.Image).Where(parents.ContainsKey);
            parents[image.Name] = [.. known.Distinct()];
            levels[image.Name] = parents[image.Name].Select(parent => levels[parent] + 1).DefaultIfEmpty().Max();
        }
    }

    /// <summary>Parents before children.</summary>
    public IReadOnlyList<PlannedImage> Images { get; }

    public int Levels => levels.Values.Select(level => level + 1).DefaultIfEmpty().Max();

    /// <summary>The parents that are themselves built or tested.</summary>
    public IReadOnlyList<string> ParentsOf(string image) => parents[image];

    /// <summary>0 for an image with no such parent, else one more than the highest of them.</summary>
    public int LevelOf(string image) => levels[image];
}
