using Bakehouse.Dockerfiles;

namespace Bakehouse.TestRules;

/// <summary>The test files of one image, which are read when they are asked for.</summary>
/// <param name="name">The image's name.</param>
/// <param name="folder">Its folder.</param>
/// <param name="root">The top folder of the repository, which no link may lead out of.</param>
internal sealed class TestFiles(string name, string folder, string root)
{
    private IReadOnlyList<string>? paths;

    public string Name => name;

    public string Folder => folder;

    /// <summary>Relative to the folder, with <c>/</c>, in order.</summary>
    /// <exception cref="BakehouseException">There is a link that leads wrong, or a special file.</exception>
    public IReadOnlyList<string> Paths =>
        paths ??= [.. LinkedFiles.Find(folder, IgnorePatterns.TestFiles, root).Order(ContextFile.PathOrder)];

    public string Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BakehouseException($"{Show(path)} cannot be read: {error.Message}", "Make it readable.", error);
        }
    }

    /// <summary>A path as errors show it: <c>images/base-root/tests/a.sh</c>.</summary>
    public string Show(string path) => Path.GetRelativePath(root, Path.Combine(folder, path)).Replace('\\', '/');
}
