using System.Xml.Linq;

namespace Bakehouse.Checks;

/// <summary>Turns what <c>dotnet test</c> writes (TRX) into what GitLab reads: JUnit ("Unit test reports").</summary>
internal static class JUnitResults
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <param name="trx">The file to read; the new one stands beside it, with the extension <c>.xml</c>.</param>
    public static void Write(string trx)
    {
        var document = XDocument.Load(trx);
        var classes = document
            .Descendants(Trx + "UnitTest")
            .ToDictionary(
                test => (string)test.Attribute("id")!,
                test => (string)test.Element(Trx + "TestMethod")!.Attribute("className")!
            );
        var suites = document
            .Descendants(Trx + "UnitTestResult")
            .GroupBy(result => classes[(string)result.Attribute("testId")!])
            .OrderBy(suite => suite.Key, StringComparer.Ordinal)
            .Select(Suite);
        new XDocument(new XElement("testsuites", suites)).Save(Path.ChangeExtension(trx, ".xml"));
    }

    private static XElement Suite(IGrouping<string, XElement> results) =>
        new(
            "testsuite",
            new XAttribute("name", results.Key),
            new XAttribute("tests", results.Count()),
            new XAttribute("failures", results.Count(HasFailed)),
            results.Select(result => Case(results.Key, result))
        );

    private static XElement Case(string suite, XElement result) =>
        new(
            "testcase",
            new XAttribute("classname", suite),
            new XAttribute("name", (string)result.Attribute("testName")!),
            new XAttribute("time", Seconds(result)),
            OutcomeOf(result) == "NotExecuted" ? new XElement("skipped") : null,
            HasFailed(result) ? new XElement("failure", Message(result)) : null
        );

    private static string? OutcomeOf(XElement result) => (string?)result.Attribute("outcome");

    private static bool HasFailed(XElement result) => OutcomeOf(result) is not ("Passed" or "NotExecuted");

    private static string Message(XElement result) =>
        string.Join('\n', result.Descendants().Where(IsOfError).Select(element => element.Value.Trim()));

    private static bool IsOfError(XElement element) =>
        element.Name == Trx + "Message" || element.Name == Trx + "StackTrace";

    private static string Seconds(XElement result) =>
        TimeSpan.TryParse((string?)result.Attribute("duration"), out var duration)
            ? duration.TotalSeconds.ToString("0.000")
            : "0";
}
