using System.Xml.Linq;
using Bakehouse.Checks;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Checks;

public sealed class JUnitResultsTests
{
    [Test]
    public void Results_OfATestRun_AreWrittenAsJUnit()
    {
        using var folder = new TemporaryFolder();
        folder.With(
            "Unit.trx",
            TrxText.Of(("Good", "Passed"), ("Bad", "Failed"), ("Late", "Timeout"), ("Off", "NotExecuted"))
        );

        JUnitResults.Write(folder["Unit.trx"]);

        var suite = XDocument.Load(folder["Unit.xml"]).Root!.Elements("testsuite").Single();
        Assert.That((string?)suite.Attribute("name"), Is.EqualTo("Sample.Tests"));
        Assert.That((int)suite.Attribute("failures")!, Is.EqualTo(2));
        Assert.That(
            suite.Elements("testcase").Select(test => (string)test.Attribute("name")! + ": " + Outcome(test)),
            Is.EqualTo(
                new[]
                {
                    "Good: ",
                    "Bad: failure Expected: 1\n  But was:  2\nat Sample",
                    "Late: failure Expected: 1\n  But was:  2\nat Sample",
                    "Off: skipped ",
                }
            )
        );
    }

    private static string Outcome(XElement test) =>
        test.Elements().SingleOrDefault() is { } outcome
            ? $"{outcome.Name} {outcome.Value.ReplaceLineEndings("\n")}"
            : "";
}
