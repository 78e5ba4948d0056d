namespace Bakehouse.Dockerfiles;

/// <summary>
/// The <c>.dockerignore</c> of a build context: what it ignores does not reach the builder. The last pattern that matches
/// a path, or a folder above it, decides; <c>!</c> makes an exception.
/// </summary>
/// <remarks>
/// A convention of this project: an image's tests stand in its folder, as <c>goss.yaml</c> and <c>tests/</c>, and are no
/// part of its context. It is as if each <c>.dockerignore</c> began with these two lines, so a later <c>!goss.yaml</c>
/// takes the file in.
/// </remarks>
public sealed class IgnorePatterns
{
    private readonly IgnorePattern[] _patterns;
    private readonly IgnorePattern[] _exceptions;

    private IgnorePatterns(IEnumerable<IgnorePattern> patterns)
    {
        _patterns = [.. patterns];
        _exceptions = [.. _patterns.Where(pattern => pattern.IsException)];
    }

    /// <summary>The test files of an image, relative to its folder.</summary>
    public static IReadOnlyList<string> TestFiles { get; } = ["goss.yaml", "tests"];

    /// <summary>What is ignored where there is no file: the tests.</summary>
    public static IgnorePatterns Conventional { get; } = Parse("", ".dockerignore");

    /// <summary>Ignores nothing.</summary>
    internal static IgnorePatterns None { get; } = new([]);

    /// <param name="text">The content of the file.</param>
    /// <param name="path">The path that error messages show.</param>
    /// <exception cref="BakehouseException">A pattern is malformed; the message has path and line.</exception>
    public static IgnorePatterns Parse(string text, string path)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        return new IgnorePatterns([
            .. TestFiles.Select(name => new IgnorePattern(name, isException: false)),
            .. lines.Select((line, index) => ParseLine(line.TrimEnd('\r'), path, index + 1)).OfType<IgnorePattern>(),
        ]);
    }

    /// <summary>Whether a path is ignored, when the folders above it are looked at first, as the builder does.</summary>
    /// <param name="path">Relative to the context, with <c>/</c>.</param>
    public bool Ignores(string path)
    {
        var verdict = Root;
        for (var end = path.IndexOf('/'); end >= 0; end = path.IndexOf('/', end + 1))
        {
            verdict = Judge(path[..end], verdict);
        }

        return Judge(path, verdict).IsIgnored;
    }

    /// <summary>What is known of the context's root.</summary>
    internal Verdict Root => new(false, new bool[_patterns.Length]);

    /// <summary>Judges a path, given the verdict on the folder that it stands in: what matched that, matches this.</summary>
    internal Verdict Judge(string path, Verdict folder)
    {
        var matches = new bool[_patterns.Length];
        var ignored = false;
        for (var i = 0; i < _patterns.Length; i++)
        {
            // A pattern that could not change the outcome is not tried; the builder counts it as no match for what is
            // below, and so must this.
            matches[i] = folder.Matches[i] || (_patterns[i].IsException == ignored && _patterns[i].Matches(path));
            ignored = matches[i] ? !_patterns[i].IsException : ignored;
        }

        return new Verdict(ignored, matches);
    }

    /// <summary>Whether an ignored folder can hold something that an exception takes back.</summary>
    internal bool MayHoldExceptions(string folder) =>
        Array.Exists(_exceptions, pattern => pattern.MayMatchBelow(folder));

    private static IgnorePattern? ParseLine(string line, string path, int number)
    {
        var text = line.Trim();
        if (text.Length == 0 || line.StartsWith('#'))
        {
            return null;
        }

        var isException = text.StartsWith('!');
        var pattern = Clean(isException ? text[1..].Trim() : text);
        if (pattern.Length == 0)
        {
            throw DockerfileError.At(
                path,
                number,
                "'!' alone takes nothing back.",
                "Add the pattern of the exception."
            );
        }

        try
        {
            return new IgnorePattern(pattern, isException);
        }
        catch (FormatException error)
        {
            throw DockerfileError.At(
                path,
                number,
                error.Message,
                "Close it, or escape the character with a backslash."
            );
        }
    }

    // Go's path/filepath.Clean, and a leading slash means nothing.
    private static string Clean(string pattern)
    {
        List<string> parts = [];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != ".." || parts is [] or [.., ".."])
            {
                parts.Add(part);
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return parts.Count == 0 && pattern.Length > 0 ? "." : string.Join('/', parts);
    }

    internal readonly record struct Verdict(bool IsIgnored, bool[] Matches);
}
