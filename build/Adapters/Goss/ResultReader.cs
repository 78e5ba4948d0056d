using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Bakehouse.Packages;

namespace Bakehouse.Adapters.Goss;

/// <summary>Reads what <c>run-tests.sh</c> left behind.</summary>
internal static class ResultReader
{
    /// <param name="image">The image that was tested.</param>
    /// <param name="folder">The folder of results.</param>
    /// <param name="origins">The images whose tests were run, in order.</param>
    public static TestReport Read(string image, string folder, IReadOnlyList<string> origins)
    {
        var cases = origins.SelectMany(origin =>
            Directory
                .EnumerateFiles(folder, $"{origin}.*.exit")
                .Order()
                .SelectMany(path => ReadOne(origin, path[..^".exit".Length]))
        );
        var packages = Path.Combine(folder, "packages");
        return new TestReport(image, [.. cases])
        {
            Packages = File.Exists(packages) ? PackageList.Parse(File.ReadAllText(packages)) : null,
        };
    }

    private static IEnumerable<TestCase> ReadOne(string origin, string result)
    {
        var file = Path.GetFileName(result)[(origin.Length + 1)..];
        var suite = file == "goss" ? "goss.yaml" : $"tests/{file}";
        var output = File.ReadAllText($"{result}.out");
        var errors = File.ReadAllText($"{result}.err");
        var exitCode = File.ReadAllText($"{result}.exit").Trim();
        var seconds = double.Parse(File.ReadAllText($"{result}.time"), CultureInfo.InvariantCulture);
        var cases = file.EndsWith(".sh", StringComparison.Ordinal) ? [] : JUnitCases(origin, suite, output);
        var failure = exitCode == "0" ? null : Failure(exitCode, output + errors);

        // The exit code counts where no check tells more: of a shell test, and of a tool that could not do its work (a file
        // that is no YAML, no goss in the image) or wrote JUnit that nobody can read.
        return cases.Exists(test => test.Failure is not null) || (failure is null && cases.Count > 0)
            ? cases
            : [.. cases, new TestCase(origin, suite, file, seconds, failure)];
    }

    private static string Failure(string exitCode, string output) =>
        $"exit code {exitCode}{Environment.NewLine}{output.TrimEnd()}";

    private static List<TestCase> JUnitCases(string origin, string suite, string output)
    {
        var start = output.IndexOf("<?xml", StringComparison.Ordinal);
        if (start < 0)
        {
            return [];
        }

        try
        {
            return
            [
                .. XDocument
                    .Parse(output[start..])
                    .Descendants("testcase")
                    .Select(test => new TestCase(
                        origin,
                        suite,
                        (string?)test.Attribute("name") ?? "",
                        (double?)test.Attribute("time") ?? 0,
                        (test.Element("failure") ?? test.Element("error")) is { } failure
                            ? GossMessage.Clarify(failure.Value)
                            : null
                    )),
            ];
        }
        catch (XmlException)
        {
            return [];
        }
    }
}
