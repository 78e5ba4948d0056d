using Bakehouse.Images;

namespace Bakehouse.TestRules;

/// <summary>Checks an image's <c>goss.yaml</c> with what it includes.</summary>
/// <param name="files">The image's test files.</param>
/// <param name="bases">
/// Those of the images that it is built on: in the container each image's files are in a folder of its name, side by side.
/// </param>
internal sealed class GossFiles(TestFiles files, IReadOnlyList<TestFiles> bases)
{
    private readonly Dictionary<(string Section, string Name), string> checks = [];
    private readonly HashSet<string> read = [];
    private bool hasTemplate;
    private bool hasCheck;

    /// <returns>The image's files that are included.</returns>
    /// <exception cref="BakehouseException">The first thing that is wrong, with file and line.</exception>
    public IReadOnlyList<string> Check()
    {
        Visit(files, TestSuites.Goss, []);
        if (!hasCheck && !hasTemplate)
        {
            throw NoChecks(files.Show(TestSuites.Goss), "has no check that is not skipped");
        }

        var own = $"{files.Name}/";
        return
        [
            .. read.Where(path => path.StartsWith(own, StringComparison.Ordinal)).Select(path => path[own.Length..]),
        ];
    }

    private void Visit(TestFiles owner, string path, IReadOnlyList<string> above)
    {
        var place = $"{owner.Name}/{path}";
        var shown = owner.Show(path);
        if (above.Contains(place))
        {
            throw new BakehouseException(
                $"{shown} includes itself.",
                "Remove one of the lines in the section 'gossfile'."
            );
        }

        if (!read.Add(place))
        {
            return;
        }

        var text = owner.Read(path);
        if (GossTemplate.Is(text))
        {
            hasTemplate = true;
            GossTemplate.Check(text, shown);
            return;
        }

        var file = GossFile.Read(text, shown);
        if (file.Checks.Count + file.Includes.Count == 0)
        {
            throw NoChecks(shown, "has no checks");
        }

        foreach (var check in file.Checks)
        {
            RejectSecond(check, shown);
            hasCheck |= !check.IsSkipped;
        }

        foreach (var include in file.Includes)
        {
            foreach (var (other, included) in Find(include, place, $"{shown}:{include.Line}"))
            {
                Visit(other, included, [.. above, place]);
            }
        }
    }

    private void RejectSecond(GossCheck check, string shown)
    {
        if (!checks.TryAdd((check.Section, check.Name), shown) && checks[(check.Section, check.Name)] is var first)
        {
            throw new BakehouseException(
                $"{shown}:{check.Line}: '{check.Name}' in the section '{check.Section}' is checked in {first} too, and goss would run only one of the two.",
                "Write both into one file, or remove one of them."
            );
        }
    }

    private IEnumerable<(TestFiles Owner, string Path)> Find(GossInclude include, string from, string line)
    {
        var folder = from[..from.LastIndexOf('/')];
        var pattern = include.Pattern.StartsWith('/') ? null : GossPattern.Of($"{folder}/{include.Pattern}");
        var found = pattern is null
            ? []
            : bases
                .Append(files)
                .SelectMany(owner => owner.Paths.Select(path => (Owner: owner, Path: path)))
                .Where(file => pattern.IsMatch($"{file.Owner.Name}/{file.Path}"))
                .ToList();
        return found.Count > 0
            ? found
            : throw new BakehouseException(
                $"{line}: '{include.Pattern}' is none of the files that are sent into the image.",
                $"Put the file into {files.Show(TestSuites.Folder)}, and give its path from the file that includes it."
            );
    }

    private static BakehouseException NoChecks(string shown, string what) =>
        new($"{shown} {what}: it would test nothing.", "Add a check, or remove the file.");
}
