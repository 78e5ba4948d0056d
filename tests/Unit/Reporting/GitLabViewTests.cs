using Bakehouse.Reporting;

namespace Bakehouse.UnitTests.Reporting;

public sealed class GitLabViewTests
{
    [Test]
    public void Target_WithOutput_IsAFoldedSection()
    {
        using var run = new MadeUpRun(made => new GitLabView(made.Screen, made.Logs, made.Time));
        run.Logs.Write("Build-Build", "#1 \e[1mDONE\e[0m");

        run.Begin().Start("Build-Build").Done("Build-Build", 18);

        // 12:00:30 on 2026-07-01 is 1782907230.
        const string expected = """
            [build] building: images/build/Dockerfile changed
            <0K>section_start:1782907212:build_build[collapsed=true]<CR><0K>[build] built in 18 s
            #1 DONE
            <0K>section_end:1782907230:build_build<CR><0K>

            """;
        Assert.That(Visible(run.End()), Is.EqualTo(expected));
    }

    [Test]
    public void Target_ThatFailed_IsAnOpenSection()
    {
        using var run = new MadeUpRun(made => new GitLabView(made.Screen, made.Logs, made.Time));
        run.Logs.Write("Build-Build", "make: *** [all] Error 2");

        run.Begin().Fail("Build-Build", 18, new InvalidOperationException("docker failed"));

        const string expected = """
            <0K>section_start:1782907212:build_build<CR><0K>[build] build failed after 18 s
            make: *** [all] Error 2
            The whole log is artifacts/logs/Build-Build.log
            <0K>section_end:1782907230:build_build<CR><0K>

            """;
        Assert.That(Visible(run.End()), Is.EqualTo(expected));
    }

    [Test]
    public void Target_WithoutOutput_IsALine()
    {
        using var run = new MadeUpRun(made => new GitLabView(made.Screen, made.Logs, made.Time));

        run.Begin().Push("root", "feature-1").Done("Push-Root", 0.5);

        Assert.That(run.End(), Is.EqualTo("[root] tagged feature-1 in 0.5 s" + Environment.NewLine));
    }

    private static string Visible(string text) => text.Replace("\e[0K", "<0K>").Replace("\r", "<CR>");
}
