using Bakehouse.Adapters.Goss;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>The script that runs an image's tests in it, from its start to the report that is read from what it leaves.</summary>
[RunsWhatItWrites]
internal sealed class RunTestsScriptTests : IDisposable
{
    private const string OnePassed = """
        {"results":[{"duration":250000000,"err":null,"matcher-result":{},"property":"exists","resource-id":"/a",
        "resource-type":"File","result":0}],"summary":{"failed-count":0,"test-count":1}}
        """;

    private readonly ToolFolder tools = new();

    public void Dispose() => tools.Dispose();

    [Test]
    public async Task Goss_Passes_IsACaseForEachCheck()
    {
        tools.WithTool("goss", OnePassed).WithTest("base", "goss.yaml");

        Assert.That(
            (await tools.ReportAsync()).Cases,
            Is.EqualTo(new[] { new TestCase("base", "goss.yaml", "File /a exists", 0.25, null) })
        );
    }

    [Test]
    public async Task Goss_IsCalledInTheFolderOfTheTestsWithTheFile()
    {
        tools.WithToolScript("goss", "echo \"$@\"; pwd; exit 1").WithTest("base", "goss.yaml");

        Assert.That(
            (await FailureAsync()).Failure,
            Does.Contain("--gossfile goss.yaml validate --format json --no-color").And.Contain("/tests/base")
        );
    }

    [Test]
    public async Task Goss_ThatIsBroughtIn_IsUsedAndNotTheImages()
    {
        tools.WithTool("goss", OnePassed).WithBroughtGoss("echo brought; exit 1").WithTest("base", "goss.yaml");

        Assert.That((await FailureAsync()).Failure, Does.Contain("brought"));
    }

    [TestCase("DEPRECATION WARNING: file.contains has been renamed")]
    [TestCase("{}")]
    public async Task Goss_WarnsBesidesItsReport_KeepsTheReport(string warning)
    {
        tools.WithTool("goss", OnePassed, errors: warning).WithTest("base", "goss.yaml");

        Assert.That((await tools.ReportAsync()).Cases.Single().Name, Is.EqualTo("File /a exists"));
    }

    [Test]
    public async Task Goss_CannotReadItsFile_IsAFailureWithItsWords()
    {
        tools.WithTool("goss", "", errors: "Error: yaml: line 1", exitCode: 78).WithTest("base", "goss.yaml");

        var test = await FailureAsync();

        Assert.That(test.Suite, Is.EqualTo("goss.yaml"));
        Assert.That(test.Failure, Does.Contain("exit code 78").And.Contain("yaml: line 1"));
    }

    [Test]
    public async Task Goss_FailsThoughAllThatItReportsPassed_IsAFailure()
    {
        tools.WithTool("goss", OnePassed, errors: "panic", exitCode: 2).WithTest("base", "goss.yaml");

        Assert.That((await FailureAsync()).Failure, Does.Contain("exit code 2").And.Contain("panic"));
    }

    [TestCase("goss", "goss.yaml")]
    [TestCase("bats", "tests/a.bats")]
    public async Task Tool_NotInTheImage_IsAFailureThatSaysSo(string tool, string file)
    {
        tools.WithoutTools().WithTest("base", file);

        Assert.That((await FailureAsync()).Failure, Does.Contain("exit code 127").And.Contain(tool));
    }

    [TestCase("goss", "goss.yaml")]
    [TestCase("bats", "tests/a.bats")]
    public async Task Tool_ThatDoesNothingAndSucceeds_IsAFailure(string tool, string file)
    {
        tools.WithTool(tool, "").WithTest("base", file);

        Assert.That((await FailureAsync()).Failure, Does.Contain("no report"));
    }

    [Test]
    public async Task Clock_NotInTheImage_MakesNoDifference()
    {
        tools.WithoutTools().Without("date").WithTest("base", "tests/a.sh");

        Assert.That((await tools.ReportAsync()).HasPassed, Is.True);
    }

    [TestCase("exit 0", null)]
    [TestCase("echo it is broken >&2; exit 3", "exit code 3")]
    public async Task ShellTest_CountsByItsExitCode(string script, string? failure)
    {
        tools.WithTest("base", "tests/check it.sh", script);

        var test = (await tools.ReportAsync()).Cases.Single();

        Assert.That((test.Suite, test.Name), Is.EqualTo(("tests/check it.sh", "check it.sh")));
        Assert.That(test.Failure?.Split('\n')[0].Trim(), Is.EqualTo(failure));
    }

    [Test]
    public async Task ShellTest_Fails_HasItsLastLinesInTheirOrder()
    {
        tools.WithTest("base", "tests/a.sh", "echo seen; echo wrong >&2; echo last; exit 1");

        Assert.That(
            (await FailureAsync()).Failure!.ReplaceLineEndings("\n"),
            Is.EqualTo("exit code 1\nseen\nwrong\nlast")
        );
    }

    [Test]
    public async Task ShellTest_ThatReadsItsInput_EndsAtOnce()
    {
        tools.WithTest("base", "tests/a.sh", "read -r line; test -z \"$line\"");

        Assert.That((await tools.ReportAsync()).Failures, Is.Empty);
    }

    [Test]
    public async Task ShellTest_ThatEndsOrMoves_LeavesTheOthersAlone()
    {
        tools.WithTest("base", "tests/a.sh", "cd /; kill -9 $$").WithTest("base", "tests/b.sh", "test -f tests/b.sh");

        Assert.That((await FailureAsync()).Suite, Is.EqualTo("tests/a.sh"));
    }

    [Test]
    public async Task Images_AreReportedInTheOrderInWhichTheyRun()
    {
        tools.WithTest("zebra", "tests/a.sh").WithTest("ant", "tests/a.sh").WithTest("ant-farm", "tests/b.sh");

        var report = await tools.ReportAsync();

        Assert.That(report.Cases.Select(test => test.Origin), Is.EqualTo(new[] { "zebra", "ant", "ant-farm" }));
        Assert.That(report.Cases.Select(test => test.Name), Is.EqualTo(new[] { "a.sh", "a.sh", "b.sh" }));
    }

    [Test]
    public async Task Helpers_OfTests_AreThereAndAreNoTests()
    {
        tools
            .WithFile("base", "tests/helpers.bash", "exit 1")
            .WithTest("base", "tests/a.sh", "test -f tests/helpers.bash");

        Assert.That((await tools.ReportAsync()).Cases.Single().Failure, Is.Null);
    }

    private async Task<TestCase> FailureAsync() => (await tools.ReportAsync()).Failures.Single();
}
