using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Bakehouse.Adapters.Goss;

/// <summary>Writes a report in the JUnit format that GitLab reads ("Unit test reports").</summary>
public static class JUnitFile
{
    public static void Write(TestReport report, string path)
    {
        var suites = report.Cases.GroupBy(test => (test.Origin, test.Suite)).Select(Suite);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new XDocument(new XElement("testsuites", new XAttribute("name", report.Image), suites)).Save(path);

        XElement Suite(IGrouping<(string Origin, string Suite), TestCase> tests) =>
            new(
                "testsuite",
                new XAttribute("name", $"{report.Image}: {tests.Key.Origin}/{tests.Key.Suite}"),
                new XAttribute("tests", tests.Count()),
                new XAttribute("failures", tests.Count(test => test.Failure is not null)),
                new XAttribute("time", Seconds(tests.Sum(test => test.Seconds))),
                tests.Select(Case)
            );

        XElement Case(TestCase test) =>
            new(
                "testcase",
                new XAttribute("classname", report.Image),
                new XAttribute("name", Printable(test.Name)),
                new XAttribute("file", $"images/{test.Origin}/{test.Suite}"),
                new XAttribute("time", Seconds(test.Seconds)),
                test.Failure is null ? null : new XElement("failure", Printable(test.Failure))
            );
    }

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    // XML 1.0 has no place for control characters (section 2.2), and the output of a test may have any.
    private static string Printable(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Select(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value) ? rune : Rune.ReplacementChar)
        );
}
