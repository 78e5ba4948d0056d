using System.Text.RegularExpressions;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Goss;
using Bakehouse.Configuration;
using Bakehouse.Packages;
using Bakehouse.Reporting;
using Bakehouse.Reporting.Html;
using Bakehouse.Steps;

namespace Bakehouse.UnitTests.Reporting.Html;

public sealed partial class ReportPageTests
{
    private const string Hostile = "\"><script>alert(1)</script>";

    [Test]
    public void Page_WithHostileTextEverywhere_HasNoOtherMarkupThanItsOwn()
    {
        var image = MadeUpReport.Built(Hostile, 0, 1, Hostile, Hostile) with
        {
            Description = Hostile,
            Outcome = Hostile,
            TestNote = Hostile,
            State = ImageState.Failed,
            Tags = [Hostile],
            Layers = [new EngineLayer(Hostile, 1)],
            Findings =
            [
                new JudgedFinding(
                    new Finding(Hostile, Severity.High, $"javascript:{Hostile}"),
                    true,
                    new ScanException(Hostile, Hostile, DateOnly.MaxValue, Hostile)
                ),
                new JudgedFinding(new Finding(Hostile, Severity.High, $"https://{Hostile}"), true, null),
            ],
            Steps = [MadeUpReport.Step("Build", 0, 1) with { Failure = Hostile, Log = Hostile }],
            Tests = TestReport.Of(
                Hostile,
                [new TestSuite(Hostile, Hostile)],
                [new TestCase(Hostile, Hostile, Hostile, 1, Hostile)]
            ) with
            {
                Packages = PackageList.Parse($"{Hostile} {Hostile}\n"),
            },
        };

        var copy = new CopyReport
        {
            Repository = Hostile,
            Tag = Hostile,
            Digests = Hostile,
            Age = Hostile,
            Reasons = [Hostile],
            Failure = Hostile,
        };
        var page = ReportPage.Write(
            MadeUpReport.Of(image) with
            {
                Registry = Hostile,
                WithheldTags = [Hostile],
                Copies = [copy, copy with { Failure = null }],
            }
        );

        Assert.That(page, Does.Not.Contain("<script>alert"));
        Assert.That(page, Does.Contain("&lt;script&gt;alert(1)"));
        Assert.That(page.Split("<script"), Has.Length.EqualTo(2));
    }

    [Test]
    public void Page_OfARunWithoutImages_HasTheCopiesAlone()
    {
        var copy = new CopyReport
        {
            Repository = "utility/redis",
            Tag = "7",
            Digests = "04748da10eda → 358379b5d8bb",
            Age = "new",
            Moved = "93 MB",
            Pulls = "2",
            Left = "98",
            Reasons = ["upstream redis:7 moved"],
            Warnings = ["backup-7-20260101 stays"],
            HasMoved = true,
        };

        var page = ReportPage.Write(MadeUpReport.Of() with { Copies = [copy] });

        Assert.That(
            Tag().Replace(page[page.IndexOf("<tbody>", StringComparison.Ordinal)..], "|"),
            Does.StartWith(
                "|||utility/redis||7||04748da10eda → 358379b5d8bb||new||93 MB||2||98||upstream redis:7 moved; backup-7-20260101 stays|"
            )
        );
        Assert.That(page, Does.Not.Contain("""id="graph" """.TrimEnd()));
    }

    [Test]
    public void Page_OfAScannedImage_CountsTheFindingsAndSaysWhatBecameOfEach()
    {
        var known = new ScanException("CVE-2", "base", new DateOnly(2026, 12, 31), "nobody calls it");
        var image = MadeUpReport.Image("base", ImageState.Failed, "changed") with
        {
            Findings =
            [
                new JudgedFinding(new Finding("CVE-1", Severity.Critical, "https://example.com/CVE-1"), true, null),
                new JudgedFinding(new Finding("CVE-2", Severity.High, null), true, known),
                new JudgedFinding(new Finding("CVE-3", Severity.Low, "javascript:alert(1)"), false, null),
                new JudgedFinding(new Finding("CVE-4", Severity.Low, null), false, null),
            ],
        };

        var page = ReportPage.Write(MadeUpReport.Of(image));

        Assert.That(
            Tag().Replace(page, "|"),
            Does.Contain(
                "ECR's scan||1 critical, 1 high, 2 low||||finding||severity||at the gate|||||CVE-1|||critical||stops|||"
                    + "|CVE-2||high||let through until 2026-12-31: nobody calls it||||CVE-3||low||||||CVE-4||low||"
            )
        );
        Assert.That(page, Does.Contain("href=\"https://example.com/CVE-1\"").And.Not.Contain("javascript:"));
    }

    [Test]
    public void Page_OfAnImageWithoutTestsOfItsOwn_SaysSo()
    {
        var image = MadeUpReport.Image("base", ImageState.Built, "changed") with { TestNote = "has no tests" };

        Assert.That(ReportPage.Write(MadeUpReport.Of(image)), Does.Contain("The image has no tests."));
        Assert.That(ReportPage.Write(MadeUpReport.Run), Does.Not.Contain("has no tests"));
    }

    [Test]
    public void Page_OfAScanWithoutFindings_SaysSo()
    {
        var image = MadeUpReport.Image("base", ImageState.Built, "changed") with { Findings = [] };

        Assert.That(ReportPage.Write(MadeUpReport.Of(image)), Does.Contain("It found nothing."));
        Assert.That(ReportPage.Write(MadeUpReport.Run), Does.Not.Contain("ECR"));
    }

    [Test]
    public void Page_NeedsNothingElse() =>
        Assert.That(Reference().Matches(ReportPage.Write(MadeUpReport.Run)).Select(match => match.Value), Is.Empty);

    [Test]
    public void Page_OfAThousandImages_StaysSmall()
    {
        var packages = string.Concat(
            Enumerable.Range(0, 60).Select(number => $"libpackage{number}-dev 3.5.{number}-1\n")
        );
        var images = Enumerable
            .Range(0, 1000)
            .Select(number =>
            {
                string[] parents = number == 0 ? [] : [$"service-{(number - 1) / 8}"];
                var image = MadeUpReport.Built($"service-{number}", number, 30, "its parent will be built", parents);
                return image with { Tests = MadeUpReport.Report(image.Name, packages) };
            });

        Assert.That(ReportPage.Write(MadeUpReport.Of([.. images])).Length, Is.LessThan(5_000_000));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    // What a browser would fetch: anything but a place in the page, and the logs beside it.
    [GeneratedRegex("""(src=|<link|@import|url\(|href="(?!#|logs/)).{0,40}""")]
    private static partial Regex Reference();
}
