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
        foreach (var root in catalog.Images.Where(image => image.Parents.Count == 0))
        {
            var tree = new Tree(Markup.Escape(root.Name));
            AddChildren(tree, root.Name);
            console.Write(tree);
        }

        Directory.CreateDirectory(artifacts.Folder);
        var path = Path.Combine(artifacts.Folder, "graph.mmd");
        File.WriteAllText(path, Mermaid(catalog.Images));
        console.WriteLine(
            $"The same as a picture: {Path.GetRelativePath(Path.GetDirectoryName(artifacts.Folder)!, path)}"
        );
    }

    /// <summary>The images and their parents in Mermaid's flowchart syntax, which GitLab and GitHub draw in Markdown.</summary>
    public static string Mermaid(IEnumerable<ImageDefinition> images)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var image in images)
        {
            text.Append($"  {image.Name}[\"{image.Name}\"]\n");
            foreach (var parent in image.Parents.Select(parent => parent.Image).Distinct())
            {
                text.Append($"  {parent} --> {image.Name}\n");
            }
        }

        return text.ToString();
    }

    private void AddChildren(IHasTreeNodes node, string parent)
    {
        foreach (var child in catalog.Images.Where(image => image.Parents.Any(p => p.Image == parent)))
        {
            AddChildren(node.AddNode(Markup.Escape(child.Name)), child.Name);
        }
    }
}
