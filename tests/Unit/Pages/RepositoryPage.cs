using System.Text.RegularExpressions;
using Bakehouse.UnitTests.Architecture;

namespace Bakehouse.UnitTests.Pages;

/// <summary>A Markdown page of this repository.</summary>
/// <param name="Name">Its path in the repository.</param>
internal sealed partial record RepositoryPage(string Name)
{
    public string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, Name));

    /// <summary>The content of the first code block in a language.</summary>
    public string Block(string language)
    {
        var start = Text.IndexOf($"```{language}\n", StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, $"{Name} has no block ```{language}");
        start = Text.IndexOf('\n', start) + 1;
        return Text[start..Text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    /// <summary>The table that begins with a header, up to its last row.</summary>
    public string Table(string header)
    {
        var start = Text.IndexOf(header, StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, $"{Name} has no table {header}");
        return Text[start..(Text.IndexOf("\n\n", start, StringComparison.Ordinal) + 1)];
    }

    /// <summary>The files and folders of the repository that the page links to, relative to its top folder.</summary>
    public IEnumerable<string> Links() =>
        Link()
            .Matches(Text)
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://"))
            .Select(target => Path.Combine(Path.GetDirectoryName(Name)!, target));

    public override string ToString() => Name;

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
