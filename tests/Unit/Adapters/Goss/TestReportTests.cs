using Bakehouse.Adapters.Goss;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>An image without tests, and one whose tests were lost, are two things.</summary>
internal sealed class TestReportTests
{
    [Test]
    public void Report_OfAnImageWithoutTests_PassesAndHasNone()
    {
        var report = TestReport.WithoutTests("base");

        Assert.That((report.HasTests, report.HasPassed), Is.EqualTo((false, true)));
    }

    [Test]
    public void Report_WithoutACaseOfAFile_HasFailedInThatFile()
    {
        var report = TestReport.Of(
            "base",
            [new TestSuite("root", "goss.yaml"), new TestSuite("base", "goss.yaml")],
            [new TestCase("base", "goss.yaml", "one", 0, null)]
        );

        Assert.That(report.HasPassed, Is.False);
        Assert.That(
            report.Failures.Select(test => (test.Origin, test.Suite)),
            Is.EqualTo(new[] { ("root", "goss.yaml") })
        );
    }

    [Test]
    public void Report_OfTestsWithoutAnyFile_CannotBeMade() =>
        Assert.Throws<ArgumentException>(() => TestReport.Of("base", [], []));
}
