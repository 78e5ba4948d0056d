using System.Text;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>What a failure says, from the tools' own words: goss 0.4.9 and bats 1.11.1.</summary>
internal sealed class ReadableFailureTests
{
    private readonly ReadResults results = new();

    [TestCase(
        """{"actual":"0644","expected":"0600","message":"to equal"}""",
        """expected to equal "0600", found "0644" """
    )]
    [TestCase(
        """{"actual":0,"expected":1,"message":"to be numerically eq"}""",
        "expected to be numerically eq 1, found 0"
    )]
    [TestCase(
        """{"actual":["5.2"],"expected":["1"],"message":"to contain elements matching","missing-elements":["1"]}""",
        """expected to contain elements matching ["1"], missing ["1"], found ["5.2"]"""
    )]
    [TestCase(
        """{"actual":"say \"it\"\n","expected":"it","message":"not to contain substring"}""",
        """expected not to contain substring "it", found "say "it"\n" """
    )]
    [TestCase(
        """{"actual":0,"expected":[{"eq":1},{"eq":2}],"message":"to satisfy at least one of these matchers"}""",
        """expected to satisfy at least one of these matchers [{"eq":1}, {"eq":2}], found 0"""
    )]
    public async Task Goss_Mismatch_SaysWhatWasExpectedAndWhatWasFound(string matcher, string clear) =>
        Assert.That(await GossFailureAsync("File", "/a", "mode", matcher), Is.EqualTo(clear.Trim()));

    [Test]
    public async Task Goss_ContentOfAFile_IsReadWhereGossDoesNotTellIt()
    {
        results.Contents["/a"] = "first line\nsecond\u001b[31m line\n";

        Assert.That(
            await GossFailureAsync("File", "/a", "contents", Untold),
            Is.EqualTo("""expected to have patterns ["bread"], missing ["bread"], found:|first line|second line""")
        );
    }

    [Test]
    public async Task Goss_OutputOfACommand_IsTakenFromItsLog()
    {
        const string errors = """
            2026-11-28T13:58:25Z [DEBUG] Setting log level to DEBUG
            2026-11-28T13:58:25Z [DEBUG][Command][%!s(<nil>)][stdout]  hello
            2026-11-28T13:58:25Z [DEBUG][Command][%!s(<nil>)][stdout]  world
            2026-11-28T13:58:25Z [DEBUG][Command][%!s(<nil>)][stderr]  err
            2026-11-28T13:58:25Z [DEBUG] FAIL SUMMARY: {"results": []}
            """;

        Assert.That(
            await GossFailureAsync("Command", "greet", "stdout", Untold, errors),
            Does.EndWith("found:|hello|world")
        );
        Assert.That(results.Log, Has.None.Contain("SUMMARY"));
    }

    [Test]
    public async Task Goss_ContentThatCannotBeHad_IsLeftOut() =>
        Assert.That(await GossFailureAsync("File", "/a", "contents", Untold), Does.EndWith("missing [\"bread\"]"));

    [Test]
    public async Task Bats_Failure_HasLineAndMessage() =>
        Assert.That(
            await FailureAsync(
                "tests/b.bats",
                1,
                """
                1..2
                not ok 1 adds up in 45ms
                # (in test file tests/b.bats, line 5)
                #   `[ "$output" = 4 ]' failed
                # have <3>
                ok 2 good in 12ms # skip no need
                """
            ),
            Is.EqualTo("""(in test file tests/b.bats, line 5)|  `[ "$output" = 4 ]' failed|have <3>""")
        );

    [Test]
    public async Task Bats_SyntaxError_NamesFileAndLineAsTheRepositoryHasThem() =>
        Assert.That(
            await FailureAsync(
                "tests/c.bats",
                1,
                "",
                "1..1\nnot ok 1 bats-gather-tests\n"
                    + $"# {ReadResults.InContainer}/base/tests/c.bats: line 4: syntax error near unexpected token `}}'\n"
            ),
            Is.EqualTo("tests/c.bats: line 4: syntax error near unexpected token `}'")
        );

    [Test]
    public async Task Bats_ThatCouldNotStart_HasExitCodeReasonAndError() =>
        Assert.That(
            await FailureAsync("tests/b.bats", 127, "", "exec: bats: not found\n"),
            Does.Match("^exit code 127: bats left no report that can be read.\\|exec: bats: not found")
        );

    [Test]
    public async Task Script_Failure_HasItsLastTwentyLinesAndTheLogHasAll()
    {
        var failure = await FailureAsync("tests/a.sh", 3, string.Join('\n', Enumerable.Range(1, 100)));

        Assert.That(failure, Does.StartWith("exit code 3|…|81|82|").And.EndWith("|99|100"));
        Assert.That(results.Log, Is.SupersetOf(new[] { "1", "50", "100" }));
        Assert.That(results.Log[^1], Is.EqualTo("base/tests/a.sh: exit code 3 in 2 s"));
    }

    [Test]
    public async Task Text_ThatMeansToDoSomething_DoesNothing()
    {
        const string marker = "\u001b[0Ksection_start:1:x\r\u001b[0Kfake\u001b]0;title\a\u009b31m \0\b";

        var failure = await FailureAsync("tests/a.sh", 1, marker);

        Assert.That(failure.Concat(string.Concat(results.Log)).Where(char.IsControl), Is.Empty);
        Assert.That(failure, Does.Not.Contain("section_start"));
    }

    [Test]
    public async Task Line_WithoutEnd_IsCut() =>
        Assert.That((await FailureAsync("tests/a.sh", 1, new string('x', 1_000_000))).Length, Is.LessThan(1000));

    private const string Untold = """
        {"actual":"object: *os.File","expected":["bread"],"message":"to have patterns","missing-elements":["bread"]}
        """;

    private Task<string> GossFailureAsync(
        string type,
        string id,
        string property,
        string matcher,
        string errors = ""
    ) =>
        FailureAsync(
            "goss.yaml",
            1,
            $$$"""
            {"results": [{"resource-type": "{{{type}}}", "resource-id": "{{{id}}}", "property": "{{{property}}}", "duration": 1,
            "result": 1, "err": null, "matcher-result": {{{matcher}}}}], "summary": {"test-count": 1, "failed-count": 1}}
            """,
            errors
        );

    /// <returns>The text of the one failure, its lines joined by bars.</returns>
    private async Task<string> FailureAsync(string suite, int exitCode, string output, string errors = "")
    {
        var report = await results.ReadAsync(
            [new TestSuite("base", suite)],
            [File("out", output), File("err", errors), File("end", $"{exitCode} 10 12\n")]
        );
        return report.Failures.Single().Failure!.ReplaceLineEndings("|");
    }

    private static ContainerFile File(string ending, string content) =>
        new($"results/1.{ending}", Encoding.UTF8.GetBytes(content));
}
