using System.Globalization;
using System.Xml.Linq;
using Bakehouse.Adapters.Goss;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Adapters.Goss;

internal sealed class JUnitFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public void Write_Report_IsASuiteForEachFileWithItsCounts()
    {
        var written = Write(
            new TestCase("base-root", "goss.yaml", "one", 0.5, null),
            new TestCase("base-root", "goss.yaml", "two", 0.25, "expected 1, found 2"),
            new TestCase("base-build", "tests/a.bats", "three", 0, null)
        );

        Assert.That(
            written.Descendants("testsuite").Select(suite => suite.Attributes().Select(value => value.Value)),
            Is.EqualTo(
                new[]
                {
                    new[] { "base-build: base-root/goss.yaml", "2", "1", "0.750" },
                    ["base-build: base-build/tests/a.bats", "1", "0", "0.000"],
                }
            )
        );
    }

    [Test]
    public void Write_Failure_IsTheTextOfItsCase()
    {
        var written = Write(
            new TestCase("base-root", "goss.yaml", "passes", 0, null),
            new TestCase("base-root", "goss.yaml", "fails", 0, "a < b & c")
        );

        Assert.That(
            written.Descendants("testcase").Select(test => (string?)test.Element("failure")),
            Is.EqualTo(new[] { null, "a < b & c" })
        );
    }

    [Test]
    public void Write_File_IsThatOfTheTests() =>
        Assert.That(
            (string?)
                Write(new TestCase("base-root", "tests/a.sh", "a.sh", 0, null))
                    .Descendants("testcase")
                    .Single()
                    .Attribute("file"),
            Is.EqualTo("images/base-root/tests/a.sh")
        );

    [TestCase("\u001b[31mred\u001b[0m", "\uFFFD[31mred\uFFFD[0m", TestName = "Write_EscapeSequence_IsWhatXmlCanHold")]
    [TestCase("nul\0", "nul\uFFFD", TestName = "Write_Nul_IsWhatXmlCanHold")]
    [TestCase("bread \U0001F35E", "bread \U0001F35E", TestName = "Write_WholePair_IsWhatXmlCanHold")]
    public void Write_TextThatXmlCannotHold_IsReplaced(string failure, string expected) =>
        Assert.That(
            (string?)Write(new TestCase("a", "tests/a.sh", failure, 0, failure)).Descendants("failure").Single(),
            Is.EqualTo(expected)
        );

    [Test]
    public void Write_HalfASurrogatePair_IsReplaced()
    {
        var half = "half " + (char)0xD83D + " pair";

        Assert.That(
            (string?)Write(new TestCase("a", "tests/a.sh", half, 0, half)).Descendants("failure").Single(),
            Is.EqualTo("half \uFFFD pair")
        );
    }

    [Test]
    public void Write_Seconds_HaveAPoint() =>
        Assert.That(
            double.Parse(
                (string)
                    Write(new TestCase("a", "b", "c", 1.5, null)).Descendants("testcase").Single().Attribute("time")!,
                CultureInfo.InvariantCulture
            ),
            Is.EqualTo(1.5)
        );

    private XDocument Write(params TestCase[] cases)
    {
        JUnitFile.Write(
            TestReport.Of("base-build", [new TestSuite(cases[0].Origin, cases[0].Suite)], cases),
            folder["tests/report.xml"]
        );
        return XDocument.Load(folder["tests/report.xml"]);
    }
}
