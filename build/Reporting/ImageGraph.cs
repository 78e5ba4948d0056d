using System.Text;
using Bakehouse.Images;
using Bakehouse.Steps;
using Spectre.Console;

namespace Bakehouse.Reporting;

/// <summary>Draws which image is built on which: as a tree for the terminal, and as a Mermaid flowchart for pages.</summary>
public sealed class ImageGraph(ImageCatalog catalog, Artifacts artifacts, IAnsiConsole console)
{
    public void Draw()
    {
        var families = catalog.Images.GroupBy(image => image.Family).ToList();
        foreach (var root in families.Where(family => family.All(image => image.Parents.Count == 0)))
        {
            var tree = new Tree(Markup.Escape(LabelOf(root)));
            AddChildren(tree, root.Key, families);
            console.Write(tree);
        }

        Directory.CreateDirectory(artifacts.Folder);
        var path = Path.Combine(artifacts.Folder, "graph.mmd");
        File.WriteAllText(path, Mermaid(catalog.Images));
        console.WriteLine(
            $"The same as a picture: {Path.GetRelativePath(Path.GetDirectoryName(artifacts.Folder)!, path)}"
        );
    }

    /// <summary>The images, one for all of its variants, and their parents in Mermaid's flowchart syntax, which GitLab and GitHub draw in Markdown.</summary>
    public static string Mermaid(IEnumerable<ImageDefinition> images)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var family in images.GroupBy(image => image.Family))
        {
            text.Append($"  {family.Key}[\"{LabelOf(family)}\"]\n");
            foreach (var parent in ParentsOf(family))
            {
                text.Append($"  {parent} --> {family.Key}\n");
            }
        }

        return text.ToString();
    }

    private static void AddChildren(
        IHasTreeNodes node,
        string parent,
        IReadOnlyList<IGrouping<string, ImageDefinition>> families
    )
    {
        foreach (var child in families.Where(family => ParentsOf(family).Contains(parent)))
        {
            AddChildren(node.AddNode(Markup.Escape(LabelOf(child))), child.Key, families);
        }
    }

    private static IEnumerable<string> ParentsOf(IEnumerable<ImageDefinition> family) =>
        family.SelectMany(image => image.Parents).Select(parent => parent.Family).Distinct();

    // "ext-builder: 15, 16, 17"
    private static string LabelOf(IGrouping<string, ImageDefinition> family)
    {
        var variants = family.Select(image => image.Variant?.Name).OfType<string>().ToList();
        return variants.Count == 0 ? family.Key : $"{family.Key}: {string.Join(", ", variants)}";
    }
}
