using Bakehouse.Dockerfiles;

namespace Bakehouse.Images;

/// <summary>The test files of an image that run: its <c>goss.yaml</c>, and the programs directly in <c>tests/</c>.</summary>
public static class TestSuites
{
    /// <summary>The file of goss.</summary>
    public const string Goss = "goss.yaml";

    /// <summary>The folder of the programs, and of what they use.</summary>
    public const string Folder = "tests";

    /// <summary>The endings of programs that run, in the order in which they do.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".bats", ".sh"];

    /// <summary>The files that run, in their order.</summary>
    /// <param name="folder">The image's folder.</param>
    /// <returns>Paths relative to the folder, with <c>/</c>: <c>goss.yaml</c>, <c>tests/tools.bats</c>.</returns>
    public static IReadOnlyList<string> Find(string folder)
    {
        var tests = Path.Combine(folder, Folder);
        var programs = Directory.Exists(tests)
            ? Directory
                .EnumerateFiles(tests)
                .Select(path => Path.GetFileName(path))
                .Where(name => !name.StartsWith('.'))
                .Order(ContextFile.PathOrder)
                .ToList()
            : [];
        return
        [
            .. File.Exists(Path.Combine(folder, Goss)) ? [Goss] : Array.Empty<string>(),
            .. Endings.SelectMany(ending =>
                programs.Where(name => name.EndsWith(ending, StringComparison.Ordinal)).Select(name => $"{Folder}/{name}")
            ),
        ];
    }
}
