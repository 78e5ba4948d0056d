using System.Text;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>
/// What was found, what ran and what reported have to be the same. Three files with tests have passed; whatever is changed
/// of what they left is a failure of that file.
/// </summary>
internal sealed class GateTests
{
    private const string Goss = """
        {"results": [{"resource-type": "File", "resource-id": "/a", "property": "exists", "duration": 5, "result": 0,
        "err": null, "matcher-result": {}}], "summary": {"test-count": 1, "failed-count": 0}}
        """;

    private static readonly TestSuite[] Suites =
    [
        new("base", "goss.yaml"),
        new("base", "tests/a.bats"),
        new("base", "tests/b.sh"),
    ];

    private readonly Dictionary<string, ContainerFile> files = [];
    private readonly ReadResults results = new();

    [SetUp]
    public void Pass()
    {
        files.Clear();
        Put("1.out", Goss);
        Put("2.out", "1..2\nok 1 adds in 4ms\nok 2 reads in 2ms\n");
        Put("3.out", "fine\n");
        for (var number = 1; number <= Suites.Length; number++)
        {
            Put($"{number}.err", "");
            Put($"{number}.end", "0 10 12\n");
        }
    }

    [Test]
    public async Task Results_ThatAreComplete_Pass()
    {
        var report = await ReadAsync();

        Assert.That(report.HasPassed, Is.True);
        Assert.That(
            report.Cases.Select(test => test.Name),
            Is.EqualTo(new[] { "File /a exists", "adds", "reads", "b.sh" })
        );
    }

    [TestCase("1.end", "goss.yaml")]
    [TestCase("1.out", "goss.yaml")]
    [TestCase("1.err", "goss.yaml")]
    [TestCase("2.end", "tests/a.bats")]
    [TestCase("2.out", "tests/a.bats")]
    [TestCase("3.end", "tests/b.sh")]
    [TestCase("3.out", "tests/b.sh")]
    public async Task File_ThatIsLost_IsAFailure(string name, string suite)
    {
        files.Remove(name);

        await AssertFailedAsync(suite, "did not report");
    }

    [Test]
    public async Task Results_ThatAreAllLost_AreAFailureOfEachFile()
    {
        files.Clear();

        Assert.That(
            (await ReadAsync()).Failures.Select(test => test.Suite),
            Is.EqualTo(Suites.Select(suite => suite.File))
        );
    }

    [TestCase("1.end")]
    [TestCase("1.out")]
    [TestCase("1.err")]
    public async Task File_ThatIsALinkADeviceOrAFifo_IsAFailureWithoutContent(string name)
    {
        files[name] = new ContainerFile($"results/{name}", default) { IsRegular = false };

        await AssertFailedAsync("goss.yaml", "not a regular file");
    }

    [TestCase("1.out", "goss.yaml")]
    [TestCase("1.err", "goss.yaml")]
    [TestCase("3.out", "tests/b.sh")]
    public async Task File_ThatIsTooLarge_IsAFailureThatTellsTheLimit(string name, string suite)
    {
        files[name] = files[name] with { IsCut = true };

        await AssertFailedAsync(suite, "cut after 8 MB");
    }

    [Test]
    public async Task File_ThatIsThereTwice_IsAFailure()
    {
        var report = await results.ReadAsync(Suites, [.. files.Values, files["3.end"]]);

        Assert.That(report.Failures.Single().Suite, Is.EqualTo("tests/b.sh"));
    }

    [TestCase("results/4.end")]
    [TestCase("results/1.end.old")]
    [TestCase("results/deep/1.end")]
    [TestCase("elsewhere/1.end")]
    public async Task File_ThatNobodyAskedFor_IsAFailureThatNamesIt(string path)
    {
        var report = await results.ReadAsync(Suites, [.. files.Values, new ContainerFile(path, default)]);

        Assert.That(report.HasPassed, Is.False);
        Assert.That(path, Does.EndWith(report.Failures.Single().Name));
    }

    [TestCase("1 10 12\n", "exit code 1")]
    [TestCase("137 10 12\n", "exit code 137")]
    [TestCase("", "no exit code")]
    [TestCase("0", "is none")]
    [TestCase("0 10 12", "is none")]
    [TestCase("zero 10 12\n", "is none")]
    [TestCase("-0 10 12\n", "is none")]
    [TestCase("0000 10 12\n", "is none")]
    [TestCase("0 10 12\n1 10 12\n", "is none")]
    public async Task ExitCode_OtherThanZero_IsAFailureOfAnyFile(string end, string failure)
    {
        for (var number = 1; number <= Suites.Length; number++)
        {
            Pass();
            Put($"{number}.end", end);

            await AssertFailedAsync(Suites[number - 1].File, failure);
        }
    }

    [TestCase("", "no report")]
    [TestCase("fine", "no report")]
    [TestCase("{}", "no report")]
    [TestCase("""{"results": null, "summary": {"test-count": 0}}""", "no report")]
    [TestCase("""{"results": [], "summary": {"test-count": 0, "failed-count": 0}}""", "checked nothing")]
    [TestCase("""{"results": [{}], "summary": {"test-count": 1}}""", "no report")]
    public async Task Goss_ReportThatIsNone_IsAFailure(string output, string failure)
    {
        Put("1.out", output);

        await AssertFailedAsync("goss.yaml", failure);
    }

    [Test]
    public async Task Goss_ReportThatIsTruncatedAnywhere_IsAFailure()
    {
        for (var length = 0; length < Goss.Length; length++)
        {
            Put("1.out", Goss[..length]);

            Assert.That((await ReadAsync()).Failures.Single().Suite, Is.EqualTo("goss.yaml"), $"{length} characters");
        }
    }

    [TestCase("\"test-count\": 1", "\"test-count\": 2", "tells of 2 checks")]
    [TestCase("\"test-count\": 1", "\"count\": 1", "no report")]
    [TestCase("\"result\": 0", "\"result\": 3", "no report")]
    [TestCase("\"failed-count\": 0", "\"failed-count\": 1", "failed")]
    public async Task Goss_ReportThatDisagreesWithItself_IsAFailure(string part, string other, string failure)
    {
        Put("1.out", Goss.Replace(part, other, StringComparison.Ordinal));

        await AssertFailedAsync("goss.yaml", failure);
    }

    [TestCase("", "no report")]
    [TestCase("1..0\n", "no test in it")]
    [TestCase("ok 1 adds\nok 2 reads\n", "no report")]
    [TestCase("1..3\nok 1 adds\nok 2 reads\n", "planned 3 tests, and reported 2")]
    [TestCase("1..2\nok 1 adds\n", "planned 2 tests, and reported 1")]
    [TestCase("1..1\nok 1 adds\nok 2 reads\n", "planned 1 tests, and reported 2")]
    [TestCase("1..2\nok 1 adds\nok 1 adds\n", "planned 2")]
    [TestCase("1..2\nok 2 reads\nok 1 adds\n", "planned 2")]
    [TestCase("1..1\n1..2\nok 1 adds\nok 2 reads\n", "no report")]
    public async Task Bats_ReportThatDisagreesWithItsPlan_IsAFailure(string output, string failure)
    {
        Put("2.out", output);

        await AssertFailedAsync("tests/a.bats", failure);
    }

    [Test]
    public async Task Bats_ReportAmongErrors_IsAFailure()
    {
        Put("2.err", "1..1\nok 1 adds\n");
        Put("2.out", "");

        await AssertFailedAsync("tests/a.bats", "no report");
    }

    [Test]
    public async Task Packages_ThatAreNoList_AreUnknownAndNoFailure()
    {
        foreach (var list in (string[])["", "bash", "bash 1 2", "bash \u001b[31m5\n", "bash \u202e5\n"])
        {
            Put("packages", list);

            var report = await ReadAsync();

            Assert.That((report.Packages, report.HasPassed), Is.EqualTo(((object?)null, true)), list);
        }

        files["packages"] = new ContainerFile("results/packages", default) { IsRegular = false };
        Assert.That((await ReadAsync()).Packages, Is.Null);
    }

    [Test]
    public void Limits_LeaveRoomForThePackagesAndOneFileThatNobodyAskedFor() =>
        Assert.That(ResultReader.LimitsFor(Suites).Files, Is.EqualTo(files.Count + 2));

    private void Put(string name, string content) =>
        files[name] = new ContainerFile($"results/{name}", Encoding.UTF8.GetBytes(content));

    private Task<TestReport> ReadAsync() => results.ReadAsync(Suites, [.. files.Values]);

    private async Task AssertFailedAsync(string suite, string failure)
    {
        var report = await ReadAsync();

        Assert.That(report.HasPassed, Is.False);
        var failed = report.Failures.Single();
        Assert.That((failed.Origin, failed.Suite), Is.EqualTo(("base", suite)));
        Assert.That(failed.Failure, Does.Contain(failure));
    }
}
