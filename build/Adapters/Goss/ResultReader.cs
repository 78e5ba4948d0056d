using Bakehouse.Adapters.Docker;
using Bakehouse.Packages;

namespace Bakehouse.Adapters.Goss;

/// <summary>
/// Reads what <c>run-tests.sh</c> left behind. All of it comes from the image under test: what should be there has to be
/// there, and nothing else may be.
/// </summary>
internal static class ResultReader
{
    /// <summary>How many bytes a test may print: far more than anybody reads.</summary>
    public const int Limit = 8 << 20;

    private const string Folder = "results";
    private const string Packages = "packages";

    /// <summary>What is to be read: one file more than there should be, which shows that there is one.</summary>
    public static ReadLimits LimitsFor(IReadOnlyList<TestSuite> suites) =>
        new(suites.Sum(_ => SuiteResult.FilesOf(1).Count()) + 2, Limit);

    /// <param name="image">The image that was tested.</param>
    /// <param name="suites">The files with its tests, in the order in which they were to run.</param>
    /// <param name="results">What was found in the folder of results.</param>
    /// <param name="reader">Judges each of them.</param>
    /// <param name="text">Makes texts fit to be shown.</param>
    public static async Task<TestReport> ReadAsync(
        string image,
        IReadOnlyList<TestSuite> suites,
        ContainerFiles results,
        SuiteReader reader,
        ForeignText text
    )
    {
        var files = results.Files.ToLookup(NameOf);
        var known = suites.SelectMany((_, index) => SuiteResult.FilesOf(index + 1)).Append(Packages).ToHashSet();
        var cases = new List<TestCase>();
        for (var index = 0; index < suites.Count; index++)
        {
            cases.AddRange(await reader.ReadAsync(SuiteResult.Read(suites[index], index + 1, files, Limit)));
        }

        cases.AddRange(
            files
                .Where(file => !known.Contains(file.Key))
                .Select(file => new TestCase(
                    image,
                    Folder,
                    text.Name(image, file.Key),
                    0,
                    "No test of Bakehouse leaves such a result: something in the image has put it there."
                ))
        );
        return TestReport.Of(image, suites, cases) with { Packages = PackagesOf([.. files[Packages]]) };
    }

    // With its whole path where it is not in the folder: that is no name that is known.
    private static string NameOf(ContainerFile file) =>
        file.Path.StartsWith($"{Folder}/", StringComparison.Ordinal) ? file.Path[(Folder.Length + 1)..] : file.Path;

    // It is for the report only. A list that is none tells of nothing.
    private static PackageList? PackagesOf(IReadOnlyList<ContainerFile> files)
    {
        if (files is not [{ IsRegular: true, IsCut: false, Text: var list }] || list.Any(IsOdd) || list == "")
        {
            return null;
        }

        try
        {
            return PackageList.Parse(list);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsOdd(char character) => character is not '\n' and (< ' ' or > '~');
}
