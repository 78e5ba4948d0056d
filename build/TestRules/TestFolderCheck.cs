using System.Text.RegularExpressions;
using Bakehouse.Images;

namespace Bakehouse.TestRules;

/// <summary>Compares what one image has of tests with what of it runs.</summary>
/// <param name="files">Its test files.</param>
/// <param name="bases">Those of the images that it is built on, which are sent in too.</param>
/// <param name="heirs">Those of the images that are built on it: they may use its files.</param>
internal sealed partial class TestFolderCheck(
    TestFiles files,
    IReadOnlyList<TestFiles> bases,
    IReadOnlyList<TestFiles> heirs
)
{
    private const string Tests = TestSuites.Folder;

    // In a folder below tests/, these are taken for tests; everything else is data.
    private static readonly string[] Programs = [".bash", ".bats", ".ksh", ".pl", ".py", ".rb", ".sh", ".t", ".zsh"];

    /// <exception cref="BakehouseException">The first file that would not run, or would test nothing.</exception>
    public void Run()
    {
        RejectMisnamed();
        RejectFoldersInPlaceOfFiles();
        var suites = TestSuites.Find(files.Folder);
        RejectWithoutTest(suites);
        var included = suites.Contains(TestSuites.Goss) ? new GossFiles(files, bases).Check() : [];
        RejectUnnamed([.. suites.Union(included)]);

        // An empty folder is none, here as in contexts: git keeps no such folder.
        if (suites.Count == 0 && files.Paths.Count > 0)
        {
            throw new BakehouseException(
                $"{files.Show(Tests)} has no test: neither *.bats nor *.sh is in it.",
                $"Add one, or {files.Show(TestSuites.Goss)}, or remove the folder."
            );
        }
    }

    private void RejectMisnamed()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(files.Folder))
        {
            var name = Path.GetFileName(path);
            if (name != TestSuites.Goss && GossLike().IsMatch(name))
            {
                throw new BakehouseException(
                    $"{files.Show(name)} looks like a file of goss and would not run: only {TestSuites.Goss} does.",
                    $"Rename it to {TestSuites.Goss}, move it to {Tests}/ if {TestSuites.Goss} includes it, or call it otherwise."
                );
            }

            if (name != Tests && IsTestsFolder(path, name))
            {
                throw new BakehouseException(
                    $"{files.Show(name)} looks like a folder of tests, which would not run: only {Tests}/ do.",
                    $"Rename it to {Tests}, or call it otherwise."
                );
            }

            if (name.EndsWith(".bats", StringComparison.OrdinalIgnoreCase))
            {
                throw new BakehouseException(
                    $"{files.Show(name)} would not run: only those in {Tests}/ do.",
                    $"Move it to {Tests}/."
                );
            }
        }
    }

    // "test" may be part of what is built, where it has nothing for bats.
    private static bool IsTestsFolder(string path, string name) =>
        Directory.Exists(path)
        && (
            name.Equals(Tests, StringComparison.OrdinalIgnoreCase)
            || (
                name.Equals("test", StringComparison.OrdinalIgnoreCase)
                && Directory.EnumerateFiles(path, "*.bats").Any()
            )
        );

    private void RejectFoldersInPlaceOfFiles()
    {
        var folder = files
            .Paths.Select(path => path.Split('/'))
            .Select(parts =>
                parts[0] == TestSuites.Goss && parts.Length > 1 ? parts[0]
                : parts.Length > 2 && TestSuites.Endings.Any(parts[1].EndsWith) ? $"{parts[0]}/{parts[1]}"
                : null
            )
            .FirstOrDefault(path => path is not null);
        if (folder is not null)
        {
            throw new BakehouseException($"{files.Show(folder)} is a folder, and so no test.", "Rename it.");
        }
    }

    private void RejectWithoutTest(IEnumerable<string> suites)
    {
        foreach (var suite in suites.Where(suite => suite != TestSuites.Goss))
        {
            if (TestProgram.Lack(files.Read(suite), suite) is { } lack)
            {
                throw new BakehouseException(
                    $"{files.Show(suite)} {lack}: it would pass without testing anything.",
                    "Add a test, or remove the file."
                );
            }
        }
    }

    private void RejectUnnamed(IReadOnlyList<string> running)
    {
        var left = files.Paths.Except(running).Where(MustBeNamed).ToList();
        if (left.Count == 0)
        {
            return;
        }

        var named = new NamedFiles();
        foreach (var path in running)
        {
            named.Add(files.Read(path));
        }

        foreach (var heir in heirs)
        {
            foreach (var path in heir.Paths.Where(path => path.Split('/').Length <= 2))
            {
                named.Add(heir.Read(path));
            }
        }

        // What a test names may name others.
        for (var found = -1; found != 0; )
        {
            var used = left.Where(path => named.Has(path)).ToList();
            used.ForEach(path => named.Add(files.Read(path)));
            found = used.Count;
            left = [.. left.Except(used)];
        }

        if (left.Count > 0)
        {
            throw new BakehouseException(
                $"{files.Show(left[0])} would not run: only *.bats and *.sh directly in {Tests}/ do, and none of them names it.",
                $"Make it one of them, name it in the test that uses it, or remove it."
            );
        }
    }

    private static bool MustBeNamed(string path)
    {
        var parts = path.Split('/');
        var name = parts[^1];
        return Array.Exists(Programs, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || GossLike().IsMatch(name)
            || (
                parts.Length == 2
                && !name.StartsWith('.')
                && !name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
            );
    }

    [GeneratedRegex(
        @"^\.?goss([._-].*)?\.(ya?ml|json)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex GossLike();
}
