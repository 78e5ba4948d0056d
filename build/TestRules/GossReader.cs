using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bakehouse.TestRules;

/// <summary>Takes a file of goss apart; every error has its path and line.</summary>
/// <param name="file">The path that errors show.</param>
internal sealed class GossReader(string file)
{
    private const string Merge = "<<";

    // What says nothing of the state of an image.
    private static readonly string[] Words = ["title", "meta", "skip"];

    private static readonly HashSet<string> Yes = new(["true", "yes", "on", "y"], StringComparer.OrdinalIgnoreCase);

    /// <returns>What it has at its top; null where it is empty.</returns>
    public YamlMappingNode? Root(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw Error(
                LineOf(error, text),
                $"this is no valid YAML: {error.Message.TrimEnd('.')}.",
                "Correct the line.",
                error
            );
        }

        if (yaml.Documents.Skip(1).FirstOrDefault(document => !IsEmpty(document.RootNode)) is { } second)
        {
            throw Error(
                second.RootNode.Start.Line,
                "goss reads the first document of a file, and would not run this one.",
                "Remove the line '---' before it, or move it to a file of its own."
            );
        }

        return yaml.Documents.Select(document => document.RootNode).FirstOrDefault() switch
        {
            null => null,
            YamlMappingNode root => root,
            { } root when IsEmpty(root) => null,
            { } root => throw Error(
                root.Start.Line,
                "a file of goss begins with the name of a section.",
                $"Begin with one of: {string.Join(", ", GossSections.All)}."
            ),
        };
    }

    /// <summary>The entries of a mapping, with those that it merges.</summary>
    public IReadOnlyList<GossEntry> Entries(YamlMappingNode mapping)
    {
        var merged = mapping.Children.Where(IsMerge).SelectMany(child => Mappings(child.Value)).ToList();
        var own = mapping
            .Children.Where(child => !IsMerge(child))
            .Select(child => new GossEntry(NameOf(child.Key), child.Key.Start.Line, child.Value)
            {
                IsMerged = merged.Exists(other => ReferenceEquals(other, child.Value)),
            })
            .ToList();
        return
        [
            .. own,
            .. merged
                .SelectMany(Entries)
                .Where(entry => own.TrueForAll(other => other.Name != entry.Name))
                .DistinctBy(entry => entry.Name),
        ];
    }

    /// <summary>The entries of a section: at least one.</summary>
    public IReadOnlyList<GossEntry> Section(GossEntry section)
    {
        if (IsEmpty(section.Value) || section.Value is YamlMappingNode { Children.Count: 0 })
        {
            throw Error(
                section.Line,
                $"the section '{section.Name}' is empty.",
                "Add to it what is to be checked, or remove it."
            );
        }

        return section.Value is YamlMappingNode mapping
            ? Entries(mapping)
            : throw Error(
                section.Line,
                $"the section '{section.Name}' has no names of what is to be checked.",
                "Write each name as a key, with its attributes below it."
            );
    }

    /// <summary>Rejects what would check nothing.</summary>
    public void Check(string section, GossEntry entry)
    {
        if (entry.Value is not YamlMappingNode mapping)
        {
            throw Error(
                entry.Line,
                $"'{entry.Name}' in the section '{section}' has no attributes.",
                section == GossSections.Includes ? "Write {} after the colon." : "Add what is expected of it."
            );
        }

        var attributes = Entries(mapping);
        if (section != GossSections.Includes && attributes.All(attribute => Words.Contains(attribute.Name)))
        {
            throw Error(
                entry.Line,
                $"'{entry.Name}' in the section '{section}' checks nothing.",
                "Add what is expected of it, or remove it."
            );
        }

        if (
            attributes.FirstOrDefault(attribute => IsEmpty(attribute.Value) && !Words.Contains(attribute.Name)) is
            { } empty
        )
        {
            throw Error(
                empty.Line,
                $"'{empty.Name}' of '{entry.Name}' in the section '{section}' has no value, so goss would not check it.",
                "Give it a value, or remove it."
            );
        }
    }

    public bool IsSkipped(GossEntry entry) => Yes.Contains(Attribute(entry, "skip") ?? "");

    /// <summary>The text of an attribute; null where there is none.</summary>
    public string? Attribute(GossEntry entry, string name) =>
        entry.Value is YamlMappingNode mapping
            ? (Entries(mapping).FirstOrDefault(attribute => attribute.Name == name)?.Value as YamlScalarNode)?.Value
            : null;

    // Of a tab the parser gives the place where the mapping around it begins.
    private static long LineOf(YamlException error, string text)
    {
        var lines = text.Split('\n')
            .Skip((int)error.End.Line - 1)
            .TakeWhile(line => !line.TrimStart(' ').StartsWith('\t'));
        return error.Message.Contains("tab", StringComparison.Ordinal)
            ? error.End.Line + lines.Count()
            : error.End.Line;
    }

    private static bool IsMerge(KeyValuePair<YamlNode, YamlNode> child) => child.Key is YamlScalarNode { Value: Merge };

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode merged) =>
        merged switch
        {
            YamlMappingNode mapping => [mapping],
            YamlSequenceNode sequence => sequence.Children.OfType<YamlMappingNode>(),
            _ => [],
        };

    private static bool IsEmpty(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private string NameOf(YamlNode key) =>
        key is YamlScalarNode { Value: { } name }
            ? name
            : throw Error(key.Start.Line, "a list or a mapping is no name.", "Write the name as plain text.");

    private BakehouseException Error(long line, string problem, string remedy, Exception? cause = null) =>
        new($"{file}:{line}: {problem}", remedy, cause);
}
