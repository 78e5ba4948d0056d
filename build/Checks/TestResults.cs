using System.Xml.Linq;

namespace Bakehouse.Checks;

/// <summary>What came of the tests of one project.</summary>
public sealed record TestResults(int Passed, int Skipped, IReadOnlyList<FailedTest> Failed)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Reads what <c>dotnet test --logger trx</c> has written (the schema <c>vstst.xsd</c> of Visual Studio).</summary>
    public static TestResults Read(string path)
    {
        var document = XDocument.Load(path);
        var classes = document
            .Descendants(Trx + "UnitTest")
            .ToDictionary(
                test => (string)test.Attribute("id")!,
                test => (string)test.Element(Trx + "TestMethod")!.Attribute("className")!
            );
        var results = document.Descendants(Trx + "UnitTestResult").ToLookup(test => (string)test.Attribute("outcome")!);
        return new TestResults(
            results["Passed"].Count(),
            results["NotExecuted"].Count(),
            [
                .. results
                    .Where(group => group.Key is not ("Passed" or "NotExecuted"))
                    .SelectMany(group => group)
                    .Select(Failure),
            ]
        );

        FailedTest Failure(XElement result) =>
            new(
                $"{classes[(string)result.Attribute("testId")!]}.{(string)result.Attribute("testName")!}",
                ((string?)result.Descendants(Trx + "Message").FirstOrDefault() ?? "no message").Trim()
            );
    }
}

/// <summary>A test that failed.</summary>
/// <param name="Name">Its class and its name, with arguments where it has some.</param>
/// <param name="Message">What it expected and found, or threw.</param>
public sealed record FailedTest(string Name, string Message);
