using Bakehouse.Reporting;
using Bakehouse.Steps;

namespace Bakehouse.UnitTests.Reporting;

public sealed class TableTests
{
    [Test]
    public void Plan_InAPipe_HasALineAnImage()
    {
        using var run = new MadeUpRun();

        new PlanPrinter(run.Screen).Print(MadeUpRun.Plan);

        const string expected = """
            Image      Plan     Why
            root       retag    the tag feature-1 is missing; the tag latest points elsewhere
            build      build    images/build/Dockerfile changed
            build-sbt  build    its parent build will be built
            runtime    test     its tests changed
            tools      nothing  in the registry, tested, under all its tags; has no tests
            Tags: feature-1, aaaaaaaaaaaa…
            Withheld: no latest: the branch is not the default branch


            """;
        Assert.That(run.Output, Is.EqualTo(expected));
    }

    [Test]
    public void Summary_OfAGoodRun_HasNoOutcomes()
    {
        using var run = new MadeUpRun();
        run.Begin()
            .Done("Build-Build", 18)
            .Test("build", 23)
            .Done("Test-Build", 2)
            .Push("build", "feature-1", "latest");

        const string expected = """

            Image      Action   Tests     Size    Tags               Digest               Time
            root       retag
            build      build    23 of 23  124 MB  feature-1, latest  sha256:44575cf5b285  20 s
            build-sbt  build
            runtime    test
            tools      nothing
            Warning: tools has no tests of its own: those of root are run.
            5 of 5 images done in 30 s.

            """;
        Assert.That(run.Summary(), Is.EqualTo(expected));
    }

    [Test]
    public void Summary_OfAFailedRun_SaysWhatBlockedWhat()
    {
        using var run = new MadeUpRun();
        run.Begin().Done("Build-Build", 18).Test("build", 22, "expected 0");
        run.Fail("Test-Build", 2, new TestsFailedException(run.State.ResultOf("build").Tests!));
        run.Block("Test-Build", "Build-Build-Sbt", "Push-Build").Cancel("Test-Runtime");

        const string expected = """

            Image      Action   Tests     Size  Tags  Digest  Time  Outcome
            root       retag                                        done
            build      build    22 of 23                      20 s  tests failed
            build-sbt  build                                        blocked by build
            runtime    test                                         stopped
            tools      nothing                                      done
            Warning: tools has no tests of its own: those of root are run.
            2 of 5 images done in 30 s.

            """;
        Assert.That(run.Summary(), Is.EqualTo(expected));
    }

    [Test]
    public void Summary_InANarrowTerminal_NamesTheTagsBelow()
    {
        using var run = new MadeUpRun(console: writer => MadeUpRun.Terminal(writer, 80));
        run.Begin().Push("build", "feature-1", "1.4.0-dev202607011200").Push("root", "feature-1");

        var lines = run.Summary().Split('\n');

        Assert.That(lines, Has.Some.EndsWith("build: feature-1, 1.4.0-dev202607011200"));
        Assert.That(lines.Select(line => Screen.Clean(line).Length), Has.All.AtMost(80));
    }

    [Test]
    public void Summary_InATerminalTooNarrowForATable_LosesNothing()
    {
        using var run = new MadeUpRun(console: writer => MadeUpRun.Terminal(writer, 30));
        run.Begin().Push("build", "feature-1");

        Assert.That(run.Summary(), Does.Contain("44575cf5b285"));
    }
}
