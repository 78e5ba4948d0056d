using System.Security.Cryptography;
using System.Text;
using Bakehouse.Dockerfiles;

namespace Bakehouse.Planning;

/// <summary>What the two canonical texts have in common; FINGERPRINT.md has the format, to the byte.</summary>
internal static class CanonicalText
{
    /// <summary>The lower-case hex SHA-256 of a text in UTF-8.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary><c>-</c> for an ordinary file, <c>x</c> for one that its owner may execute, <c>l</c> for a link.</summary>
    public static char Mode(ContextFileKind kind) =>
        kind switch
        {
            ContextFileKind.Executable => 'x',
            ContextFileKind.SymbolicLink => 'l',
            _ => '-',
        };

    /// <summary>A line for each file, in order of the paths; a path that is given twice counts once.</summary>
    public static IEnumerable<string> FileLines(IEnumerable<ContextFile> files) =>
        files
            .DistinctBy(file => file.Path)
            .OrderBy(file => file.Path, ContextFile.PathOrder)
            .Select(file => $"file {Mode(file.Kind)} {file.Sha256} {Escape(file.Path)}");

    /// <summary>Keeps a name on its line: a backslash is written as two, a line feed as <c>\n</c>.</summary>
    public static string Escape(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Joins lines, each ended by a line feed, the last one too.</summary>
    public static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + '\n'));
}
