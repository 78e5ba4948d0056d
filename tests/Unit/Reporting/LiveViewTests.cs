using Bakehouse.Adapters.Docker;
using Bakehouse.Reporting;
using Bakehouse.Steps;
using NSubstitute;

namespace Bakehouse.UnitTests.Reporting;

public sealed class LiveViewTests
{
    private readonly IEngineImages images = Substitute.For<IEngineImages>();

    [Test]
    public void Drawing_OfARun_NamesWhatIsAtWorkAndCountsTheRest()
    {
        using var run = RunOn(width: 100);
        run.Begin().Start("Build-Build").Start("Test-Runtime").Start("Push-Root").Done("Push-Root", 1);
        run.View.ToolWrote("Build-Build", "#5 RUN apt-get update");

        string[] expected =
        [
            "build    building        0 s  #5 RUN apt-get update",
            "runtime  testing         0 s  ",
            "2 at work, 1 waiting, 1 of 4 done  0 s",
        ];
        Assert.That(Drawn(run), Is.EqualTo(expected));
        run.End();
    }

    [Test]
    public void Drawing_OfAPush_TellsHowMuchOfItIsThere()
    {
        images
            .LayerSizesAsync(Arg.Is<string>(name => name.EndsWith(":root")), Arg.Any<CancellationToken>())
            .Returns(new Dictionary<string, long> { ["39a2638cc081"] = 30_090_000, ["a2a797fd681b"] = 60_090_000 });
        using var run = RunOn(width: 100);
        run.Begin().Start("Push-Root");
        foreach (var line in (string[])["39a2638cc081: Preparing", "a2a797fd681b: Preparing", "39a2638cc081: Pushed"])
        {
            run.View.ToolWrote("Push-Root", line);
        }

        Assert.That(Drawn(run)[0], Is.EqualTo("root  pushing         0 s  30 MB of 90 MB"));
        run.End();
    }

    [Test]
    public void Drawing_AfterAFailure_LeavesOutWhatItBlocks()
    {
        using var run = RunOn(width: 100);
        run.Begin().Start("Build-Build").Fail("Build-Build", 1, new InvalidOperationException("broken"));
        run.Block("Build-Build", "Push-Build", "Build-Build-Sbt", "Test-Build-Sbt");

        Assert.That(Drawn(run), Is.EqualTo((string[])["0 at work, 2 waiting, 0 of 4 done, 1 failed, 1 blocked  0 s"]));
        run.End();
    }

    [Test]
    public void Drawing_InANarrowTerminal_NeverWraps()
    {
        using var run = RunOn(width: 24);
        run.Begin().Start("Build-Build-Sbt");
        run.View.ToolWrote("Build-Build-Sbt", new string('x', 200));

        Assert.That(Drawn(run).Select(line => line.Length), Is.EqualTo((int[])[23, 23]));
        run.End();
    }

    [Test]
    public void Lines_BesideTheDrawing_StayOnTheScreen()
    {
        using var run = RunOn(width: 100);
        run.Begin().Start("Build-Build").Done("Build-Build", 18);

        Assert.That(run.End(), Does.Contain("built in 18 s"));
    }

    private MadeUpRun RunOn(int width) =>
        new(
            made => new LiveView(
                made.Screen,
                made.Logs,
                made.Log,
                made.Tasks,
                new Lazy<IEngineImages>(images),
                new RunIdentity(made.Environment),
                made.Time
            ),
            writer => MadeUpRun.Terminal(writer, width)
        );

    private static string[] Drawn(MadeUpRun run)
    {
        using var writer = new StringWriter();
        Terminals.Plain(writer).Write(((LiveView)run.View).Draw());
        return writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
