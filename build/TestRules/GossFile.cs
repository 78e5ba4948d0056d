using YamlDotNet.RepresentationModel;

namespace Bakehouse.TestRules;

/// <summary>A file of goss, read as goss reads it. What goss would pass over in silence is an error.</summary>
/// <param name="Checks">What it has of checks, each with its line; those that are skipped too.</param>
/// <param name="Includes">The files that it includes: paths or patterns, relative to its own folder.</param>
internal sealed record GossFile(IReadOnlyList<GossCheck> Checks, IReadOnlyList<GossInclude> Includes)
{
    /// <param name="text">What it says; no template.</param>
    /// <param name="file">The path that errors show.</param>
    /// <exception cref="BakehouseException">The first thing that is wrong, with its line.</exception>
    public static GossFile Read(string text, string file)
    {
        var reader = new GossReader(file);
        if (reader.Root(text) is not { } root)
        {
            return new GossFile([], []);
        }

        var sections = reader.Entries(root);
        RejectUnknown(sections, file);
        var known = sections.Where(section => GossSections.All.Contains(section.Name)).ToList();
        var entries = known
            .SelectMany(section => reader.Section(section).Select(entry => (Section: section.Name, Entry: entry)))
            .ToList();
        foreach (var (section, entry) in entries)
        {
            reader.Check(section, entry);
        }

        return new GossFile(
            [
                .. entries
                    .Where(entry => entry.Section != GossSections.Includes)
                    .Select(entry => new GossCheck(
                        entry.Section,
                        entry.Entry.Name,
                        entry.Entry.Line,
                        reader.IsSkipped(entry.Entry)
                    )),
            ],
            [
                .. entries
                    .Where(entry => entry.Section == GossSections.Includes && !reader.IsSkipped(entry.Entry))
                    .Select(entry => new GossInclude(
                        reader.Attribute(entry.Entry, "file") ?? entry.Entry.Name,
                        entry.Entry.Line
                    )),
            ]
        );
    }

    // A key that is no section may hold what others refer to: an anchor.
    private static void RejectUnknown(IReadOnlyList<GossEntry> sections, string file)
    {
        var used = sections
            .Where(section => GossSections.All.Contains(section.Name))
            .SelectMany(section => section.Value.AllNodes)
            .ToHashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var unknown = sections
            .Where(section => !GossSections.All.Contains(section.Name))
            .FirstOrDefault(section =>
                !section.IsMerged && !section.Value.AllNodes.Any(node => !node.Anchor.IsEmpty && used.Contains(node))
            );
        if (unknown is not null)
        {
            throw GossSections.Unknown(file, unknown.Line, unknown.Name);
        }
    }
}

/// <summary>One check, of a file or a command.</summary>
internal sealed record GossCheck(string Section, string Name, long Line, bool IsSkipped);

/// <summary>Another file that is run with it.</summary>
internal sealed record GossInclude(string Pattern, long Line);

/// <summary>A key of a mapping with its value.</summary>
internal sealed record GossEntry(string Name, long Line, YamlNode Value)
{
    /// <summary>Whether its anchor is what the mapping merges (<c>&lt;&lt;</c>).</summary>
    public bool IsMerged { get; init; }
}
