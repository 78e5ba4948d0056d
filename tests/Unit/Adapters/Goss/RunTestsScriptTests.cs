using Bakehouse.Adapters.Goss;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>The script that runs an image's tests in it, from its start to the report that is read from what it leaves.</summary>
[RunsWhatItWrites]
internal sealed class RunTestsScriptTests : IDisposable
{
    private const string OnePassed = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="goss"><testcase name="File /a exists" time="0.250"/></testsuite>
        """;

    private const string OneFailed = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="goss"><testcase name="File /a exists" time="0.250"/><testcase name="File /a mode" time="0.001">
        <system-err>File: /a: mode: Expected &#34;0644&#34; to equal &#34;0600&#34;</system-err>
        <failure>File: /a: mode: Expected &#34;0644&#34; to equal &#34;0600&#34;</failure></testcase></testsuite>
        """;

    private readonly ToolFolder tools = new();

    public void Dispose() => tools.Dispose();

    [Test]
    public void Goss_Passes_IsACaseForEachCheck()
    {
        tools.WithTool("goss", OnePassed).WithTest("base", "goss.yaml");

        Assert.That(
            Report("base").Cases,
            Is.EqualTo(new[] { new TestCase("base", "goss.yaml", "File /a exists", 0.25, null) })
        );
    }

    [Test]
    public void Goss_Fails_SaysWhatWasExpectedAndWhatWasFound()
    {
        tools.WithTool("goss", OneFailed, exitCode: 1).WithTest("base", "goss.yaml");

        var report = Report("base");

        Assert.That(report.Passed, Is.EqualTo(1));
        Assert.That(
            report.Failures.Single(),
            Is.EqualTo(
                new TestCase(
                    "base",
                    "goss.yaml",
                    "File /a mode",
                    0.001,
                    "File: /a: mode: expected to equal \"0600\", found \"0644\""
                )
            )
        );
    }

    [Test]
    public void Goss_IsCalledInTheFolderOfTheTestsWithTheFile()
    {
        tools.WithToolScript("goss", "echo \"$@\"; pwd; exit 1").WithTest("base", "goss.yaml");

        Assert.That(
            Report("base").Failures.Single().Failure,
            Does.Contain("--gossfile goss.yaml validate --format junit --no-color").And.Contain("/tests/base")
        );
    }

    [TestCase("DEPRECATION WARNING: file.contains has been renamed")]
    [TestCase("</testsuite>")]
    public void Goss_WarnsBesidesItsReport_KeepsTheReport(string warning)
    {
        tools.WithTool("goss", OnePassed, errors: warning).WithTest("base", "goss.yaml");

        Assert.That(Report("base").Cases.Select(test => test.Name), Is.EqualTo(new[] { "File /a exists" }));
    }

    [Test]
    public void Goss_CannotReadItsFile_IsAFailureWithItsWords()
    {
        tools.WithTool("goss", "", errors: "Error: yaml: line 1", exitCode: 78).WithTest("base", "goss.yaml");

        var test = Report("base").Failures.Single();

        Assert.That(test.Suite, Is.EqualTo("goss.yaml"));
        Assert.That(test.Failure, Does.Contain("exit code 78").And.Contain("yaml: line 1"));
    }

    [Test]
    public void Goss_FailsThoughAllThatItReportsPassed_IsAFailure()
    {
        tools.WithTool("goss", OnePassed, errors: "panic", exitCode: 2).WithTest("base", "goss.yaml");

        Assert.That(Report("base").Failures.Single().Failure, Does.Contain("exit code 2").And.Contain("panic"));
    }

    [TestCase(1, "exit code 1")]
    [TestCase(0, null)]
    public void Goss_WritesAReportThatNobodyCanRead_CountsByItsExitCode(int exitCode, string? failure)
    {
        tools.WithTool("goss", "<?xml version=\"1.0\"?><testsuite>\u0001", exitCode: exitCode);
        tools.WithTest("base", "goss.yaml");

        Assert.That(Report("base").Cases.Single().Failure?.Split('\n')[0].Trim(), Is.EqualTo(failure));
    }

    [Test]
    public void Goss_NotInTheImage_IsAFailureThatSaysSo()
    {
        tools.WithoutTools().WithTest("base", "goss.yaml");

        Assert.That(Report("base").Failures.Single().Failure, Does.Contain("exit code 127").And.Contain("goss"));
    }

    [Test]
    public void Bats_Fails_NamesTestAndFile()
    {
        const string junit = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites time="0"><testsuite name="a.bats"><testcase classname="a.bats" name="adds" time="0.1">
            <failure type="failure">(in test file a.bats, line 3)</failure></testcase></testsuite></testsuites>
            """;
        tools.WithTool("bats", junit, exitCode: 1).WithTest("base", "tests/a.bats");

        var test = Report("base").Failures.Single();

        Assert.That((test.Suite, test.Name), Is.EqualTo(("tests/a.bats", "adds")));
        Assert.That(test.Failure, Does.Contain("line 3"));
    }

    [TestCase("exit 0", null)]
    [TestCase("echo it is broken >&2; exit 3", "exit code 3")]
    public void ShellTest_CountsByItsExitCode(string script, string? failure)
    {
        tools.WithTest("base", "tests/check it.sh", script);

        var test = Report("base").Cases.Single();

        Assert.That((test.Suite, test.Name), Is.EqualTo(("tests/check it.sh", "check it.sh")));
        Assert.That(test.Failure?.Split('\n')[0].Trim(), Is.EqualTo(failure));
    }

    [Test]
    public void ShellTest_Fails_HasItsOutputAndItsErrors()
    {
        tools.WithTest("base", "tests/a.sh", "echo seen; echo wrong >&2; exit 1");

        Assert.That(Report("base").Failures.Single().Failure, Does.Contain("seen").And.Contain("wrong"));
    }

    [Test]
    public void ShellTest_ThatReadsItsInput_EndsAtOnce()
    {
        tools.WithTest("base", "tests/a.sh", "read -r line; test -z \"$line\"");

        Assert.That(Report("base").Failures, Is.Empty);
    }

    [Test]
    public void Images_AreReportedInTheOrderOfTheirAncestry()
    {
        tools.WithTest("zebra", "tests/a.sh").WithTest("ant", "tests/a.sh").WithTest("ant-farm", "tests/b.sh");

        var report = Report("zebra", "ant", "ant-farm");

        Assert.That(report.Cases.Select(test => test.Origin), Is.EqualTo(new[] { "zebra", "ant", "ant-farm" }));
        Assert.That(report.Cases.Select(test => test.Name), Is.EqualTo(new[] { "a.sh", "a.sh", "b.sh" }));
    }

    [Test]
    public void Helpers_OfTests_AreNoTests()
    {
        tools
            .WithTest("base", "tests/helpers.bash", "exit 1")
            .WithTest("base", "tests/a.sh", "test -f tests/helpers.bash");

        Assert.That(Report("base").Cases.Single().Failure, Is.Null);
    }

    private TestReport Report(params string[] origins)
    {
        Assert.That(tools.Run(), Is.Zero);
        return ResultReader.Read(origins[^1], tools.Results, origins);
    }
}
