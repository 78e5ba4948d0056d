using System.Text.RegularExpressions;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>
/// What came of asking an image for newer packages. The answer is written inside the image, so it is foreign text: only
/// what <c>list-updates.sh</c> writes from its first line to its last is believed, and what is shown of it is short and printable.
/// </summary>
internal abstract partial record UpdateAnswer
{
    private const int LongestText = 300;

    /// <summary>The image was asked, and these are all.</summary>
    public sealed record Whole(IReadOnlyList<PackageUpdate> Updates) : UpdateAnswer;

    /// <summary>Nobody in it can be asked; a clause that the image's name stands before.</summary>
    public sealed record Nobody(string Why) : UpdateAnswer;

    /// <summary>It could not be asked; a sentence that has the image's name.</summary>
    public sealed record Failed(string Problem) : UpdateAnswer;

    /// <param name="image">The image's name.</param>
    /// <param name="text">What the script has left.</param>
    /// <param name="word">The word that it was given.</param>
    public static UpdateAnswer Read(string image, string text, string word)
    {
        string[] lines = text.EndsWith('\n') ? text[..^1].Split('\n') : [];
        if (lines.Length < 2 || lines[0] != word)
        {
            return Lost(image, "its answer has no beginning or no end");
        }

        var (what, rest) = Split(lines[^1]);
        return what switch
        {
            "nobody" when lines.Length == 2 && WhyNobody(rest) is { } why => new Nobody(why),
            "failed" => Lost(image, Shown(rest)),
            "end" => List(image, lines[1..^1], rest),
            _ => Lost(image, "its answer breaks off, as on a full disk"),
        };
    }

    /// <summary>That an image's packages could not be looked up.</summary>
    public static Failed Lost(string image, string why) => new($"The packages of {image} cannot be looked up: {why}");

    /// <summary>Foreign text as one line that is not too long.</summary>
    public static string Shown(string text)
    {
        var line = Unprintable().Replace(text, " ").Trim();
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }

    private static UpdateAnswer List(string image, IReadOnlyList<string> lines, string number)
    {
        var updates = new List<PackageUpdate>();
        foreach (var line in lines)
        {
            var (what, update) = Split(line);
            if (what != "update" || !Update().IsMatch(update))
            {
                return Lost(image, $"'{Shown(update)}' is no package with two versions");
            }

            updates.Add(PackageUpdate.Parse(update));
        }

        return number == $"{updates.Count}"
            ? new Whole(updates)
            : Lost(image, $"its answer has {updates.Count} of {Shown(number)} packages");
    }

    private static string? WhyNobody(string reason) =>
        Split(reason) switch
        {
            ("none", "") => "has no package manager",
            ("unknown", var manager) => $"has a package manager that Bakehouse does not know, {Shown(manager)}",
            ("sources", var manager) => $"names no archive to {Shown(manager)}",
            _ => null,
        };

    private static (string First, string Others) Split(string line) =>
        line.IndexOf(' ') is >= 0 and var blank ? (line[..blank], line[(blank + 1)..]) : (line, "");

    [GeneratedRegex(@"^[!-~]+ [!-~]+ [!-~]+\z", RegexOptions.None, 1000)]
    private static partial Regex Update();

    [GeneratedRegex(@"\p{C}+", RegexOptions.None, 1000)]
    private static partial Regex Unprintable();
}
