using Bakehouse.Reporting.Html;

namespace Bakehouse.UnitTests.Reporting.Html;

/// <summary>What the report knows of a run that was told from task to task.</summary>
public sealed class RunReportReaderTests
{
    [Test]
    public void Report_OfARun_HasTheStateOfEachImage()
    {
        using var run = new MadeUpRun();
        run.Begin().Start("Push-Root").Push("root", "feature-1").Done("Push-Root", 1);
        run.Start("Build-Build").Fail("Build-Build", 18, new InvalidOperationException("docker \e[1mfailed\e[0m"));
        run.Block("Build-Build", "Test-Build", "Build-Build-Sbt").Cancel("Test-Runtime");

        var report = run.Report();

        Assert.That(
            report.Images.Select(image => $"{image.Name} {image.State}: {image.Outcome}"),
            Is.EqualTo(
                new[]
                {
                    "root Retagged: done",
                    "build Failed: build failed",
                    "build-sbt Blocked: blocked by build",
                    "runtime Stopped: stopped",
                    "tools Nothing: done",
                }
            )
        );
        Assert.That(report.Images[1].Steps[0].Failure, Is.EqualTo("docker failed"));
        Assert.That(report.Images[2].Parents, Is.EqualTo(new[] { "build" }));
    }

    [Test]
    public void Report_OfASavedPlan_TellsTheTimeOfItsRun()
    {
        using var run = new MadeUpRun();

        var report = run.Begin().Report();

        Assert.That(report.Time, Is.EqualTo(MadeUpRun.Noon));
        Assert.That(report.Duration, Is.EqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void Report_OfAStep_HasItsStartFromTheFirstOneAndItsLog()
    {
        using var run = new MadeUpRun();
        run.Logs.Write("Test-Runtime", "ok");
        run.Begin().Start("Build-Build").After(20).Done("Build-Build", 20);
        run.Start("Test-Runtime").After(3).Test("runtime", 23).Done("Test-Runtime", 3);

        var runtime = run.Report().Images.Single(image => image.Name == "runtime");

        Assert.That(
            runtime.Steps,
            Is.EqualTo(new[] { MadeUpReport.Step("Test", 20, 3) with { Log = "logs/Test-Runtime.log" } })
        );
        Assert.That(runtime.Tests!.Passed, Is.EqualTo(23));
    }

    [Test]
    public void Report_MarksWhatCouldNotHaveBeenFaster()
    {
        using var run = new MadeUpRun();
        run.Begin().Start("Build-Build").Done("Build-Build", 20).Start("Test-Build").Done("Test-Build", 1);
        run.Start("Push-Build").Done("Push-Build", 2);
        run.Start("Build-Build-Sbt").Done("Build-Build-Sbt", 10);

        var critical = run.Report()
            .Images.SelectMany(image =>
                image.Steps.Where(step => step.IsCritical).Select(step => (image.Name, step.Verb))
            );

        Assert.That(critical, Is.EqualTo(new[] { ("build", "Build"), ("build", "Test"), ("build-sbt", "Build") }));
    }
}
