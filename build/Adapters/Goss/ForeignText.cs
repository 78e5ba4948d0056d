using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Goss;

/// <summary>Makes what comes out of a container fit to be shown: plain, short, without secrets, with paths as the repository has them.</summary>
/// <param name="secrets">What is not to be shown.</param>
/// <param name="folder">The folder in the container that has the files of all tests.</param>
internal sealed class ForeignText(Secrets secrets, string folder)
{
    private const int MostLines = 20;
    private const int MostCharacters = 500;

    /// <summary>All lines.</summary>
    public IReadOnlyList<string> Lines(string origin, string text)
    {
        var plain = string.Join('\n', PlainText.Lines(text));
        return secrets.Redact(plain).Replace($"{folder}/{origin}/", "", StringComparison.Ordinal).Split('\n');
    }

    /// <summary>The first lines, as of a file.</summary>
    public string First(string origin, string text)
    {
        var lines = Lines(origin, text);
        return Join(lines.Take(MostLines).Concat(lines.Count > MostLines ? ["…"] : Array.Empty<string>()));
    }

    /// <summary>The last lines, as of a program.</summary>
    public string Last(string origin, string text)
    {
        var lines = Lines(origin, text);
        return Join((lines.Count > MostLines ? ["…"] : Array.Empty<string>()).Concat(lines.TakeLast(MostLines)));
    }

    /// <summary>A name, in one line.</summary>
    public string Name(string origin, string text) => Join([string.Join(' ', Lines(origin, text))]);

    private static string Join(IEnumerable<string> lines) =>
        string.Join(
            Environment.NewLine,
            lines.Select(line => line.Length > MostCharacters ? $"{line[..MostCharacters]}…" : line)
        );
}
