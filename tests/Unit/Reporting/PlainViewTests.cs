using Bakehouse.Reporting;
using Bakehouse.Steps;
using Cake.Core.Diagnostics;

namespace Bakehouse.UnitTests.Reporting;

public sealed class PlainViewTests
{
    [Test]
    public void Run_WithEveryKindOfEnd_IsToldByImage()
    {
        using var run = new MadeUpRun();
        run.Logs.Write("Build-Build", "make: *** [all] Error 2");

        run.Begin().Start("Build-Root").Done("Build-Root", 0).Start("Test-Root").Done("Test-Root", 0);
        run.Start("Push-Root").Push("root", "feature-1", new string('a', 40)).Done("Push-Root", 0.25);
        run.Start("Build-Build").Fail("Build-Build", 18.4, new InvalidOperationException("docker failed"));
        run.Block("Build-Build", "Test-Build", "Tag-Build", "Push-Build");
        run.Block("Build-Build", "Build-Build-Sbt", "Test-Build-Sbt", "Tag-Build-Sbt", "Push-Build-Sbt", "Push-All");
        run.Start("Build-Runtime").Done("Build-Runtime", 0);
        run.Start("Test-Runtime").Test("runtime", 23).Done("Test-Runtime", 1.1);
        run.Start("Tag-Runtime").Done("Tag-Runtime", 0.1);
        run.Start("Push-Runtime").Push("runtime", "feature-1").Done("Push-Runtime", 61);
        run.Start("Push-Tools").Done("Push-Tools", 0).Start("Clean").Done("Clean", 1);

        const string expected = """
            [root] retagging: the tag feature-1 is missing; the tag latest points elsewhere
            [root] tagged feature-1, aaaaaaaaaaaa… in 0.3 s
            [build] building: images/build/Dockerfile changed
            [build] build failed after 18 s
            [build] | make: *** [all] Error 2
            [build] the whole log is artifacts/logs/Build-Build.log
            [build-sbt] not run: the build of build failed
            [runtime] testing: its tests changed
            [runtime] tests: 23 passed in 1.1 s
            [runtime] pushed sha256:d92c6a81b2ff in 1 min 01 s

            """;
        Assert.That(run.End(), Is.EqualTo(expected));
    }

    [Test]
    public void FailedTests_AreToldWithWhatTheyExpectedAndFound()
    {
        using var run = new MadeUpRun();
        run.Begin().Test("runtime", 22, "expected 0\nfound 127");
        var failure = new TestsFailedException(run.State.ResultOf("runtime").Tests!);

        run.Fail("Test-Runtime", 1.1, failure);

        const string expected = """
            [runtime] tests failed after 1.1 s: 1 of 23
            [runtime] |   runtime/goss.yaml: make
            [runtime] |     expected 0
            [runtime] |     found 127

            """;
        Assert.That(run.End(), Is.EqualTo(expected));
    }

    [Test]
    public void Image_WhosePushIsBlocked_IsNotPushed()
    {
        using var run = new MadeUpRun();
        run.Begin().Done("Test-Runtime", 1).Block("Push-Root", "Push-Runtime");

        Assert.That(run.End(), Does.EndWith("[runtime] not pushed: the push of root failed" + Environment.NewLine));
    }

    [Test]
    public void Image_ThatIsStopped_IsToldOnce()
    {
        using var run = new MadeUpRun();
        run.Begin().Cancel("Test-Runtime").Cancel("Push-Runtime").Cancel("Push-Tools");

        Assert.That(run.End(), Is.EqualTo("[runtime] not run: the run was stopped" + Environment.NewLine));
    }

    [Test]
    public void Log_LongerThanTheBound_IsCutAndNamed()
    {
        using var run = new MadeUpRun();
        foreach (var number in Enumerable.Range(1, LogFiles.MostShown + 12))
        {
            run.Logs.Write("Clean", $"line {number}");
        }

        var lines = run.Begin().Fail("Clean", 1, new InvalidOperationException("no")).End().Split(Environment.NewLine);

        Assert.That(lines[1], Is.EqualTo("[Clean] | … 12 lines before these are in artifacts/logs/Clean.log"));
        Assert.That(lines[2], Is.EqualTo("[Clean] | line 13"));
        Assert.That(lines, Has.Length.EqualTo(LogFiles.MostShown + 4));
    }

    [TestCase(Verbosity.Normal, "")]
    [TestCase(Verbosity.Verbose, "[build] #5 green\n")]
    public void ToolOutput_IsShown_WhereItIsAskedFor(Verbosity verbosity, string expected)
    {
        using var run = new MadeUpRun();
        run.Log.Verbosity = verbosity;

        run.View.ToolWrote("Build-Build", "10 %\r#5 \e[32mgreen\e[0m");

        Assert.That(run.Output.ReplaceLineEndings("\n"), Is.EqualTo(expected));
    }
}
