using Bakehouse.TestRules;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.TestRules;

/// <summary>What looks like a test and would not run, or would test nothing, is an error that names it.</summary>
internal sealed class TestCheckTests : IDisposable
{
    private const string Goss = "file: {/: {exists: true}}\n";
    private const string Bats = "@test \"a\" {\n  true\n}\n";
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [TestCase("Dockerfile")]
    [TestCase("goss.yaml")]
    [TestCase("tests/a.sh")]
    [TestCase("tests/a.bats")]
    [TestCase("tests/a.sh", "tests/rot13/Makefile", "tests/rot13/expected/rot13.out")]
    [TestCase("tests/a.sh", "tests/.shellcheckrc", "tests/README.md")]
    [TestCase("goss.yaml", "files/goss.yaml", "files/a.bats", "test/run.sh", "self-test.yaml")]
    public void Check_TestsThatRunAndTheirData_Pass(params string[] paths) => Assert.That(Errors(paths), Is.Empty);

    [TestCase("goss.yml", "goss.yml looks like a file of goss")]
    [TestCase("goss.yaml.yml", "goss.yaml.yml looks like a file of goss")]
    [TestCase("Goss.yaml", "Goss.yaml looks like a file of goss")]
    [TestCase("goss.YAML", "goss.YAML looks like a file of goss")]
    [TestCase("goss.json", "goss.json looks like a file of goss")]
    [TestCase("goss_wait.yaml", "goss_wait.yaml looks like a file of goss")]
    [TestCase(".goss.yaml", ".goss.yaml looks like a file of goss")]
    [TestCase("Tests/a.sh", "Tests looks like a folder of tests")]
    [TestCase("test/a.bats", "test looks like a folder of tests")]
    [TestCase("a.bats", "a.bats would not run")]
    [TestCase("tests/unit/a.sh", "tests/unit/a.sh would not run")]
    [TestCase("tests/unit/a.bats", "tests/unit/a.bats would not run")]
    [TestCase("tests/unit/test_a.py", "tests/unit/test_a.py would not run")]
    [TestCase("tests/unit/goss.yaml", "tests/unit/goss.yaml would not run")]
    [TestCase("tests/a.SH", "tests/a.SH would not run")]
    [TestCase("tests/a.bash", "tests/a.bash would not run")]
    [TestCase("tests/a.py", "tests/a.py would not run")]
    [TestCase("tests/.a.sh", "tests/.a.sh would not run")]
    [TestCase("tests/check", "tests/check would not run")]
    [TestCase("tests/a.sh.off", "tests/a.sh.off would not run")]
    [TestCase("tests/goss.yaml", "tests/goss.yaml would not run")]
    [TestCase("tests/a.sh/b.txt", "tests/a.sh is a folder")]
    [TestCase("goss.yaml/a", "goss.yaml is a folder")]
    public void Check_FileThatWouldNotRun_IsAnErrorBesideTestsThatDo(string path, string error)
    {
        string[] beside = path.StartsWith("goss.yaml/", StringComparison.Ordinal)
            ? ["tests/z.sh"]
            : ["goss.yaml", "tests/z.sh"];

        Assert.That(Errors([path, .. beside]), Does.StartWith($"images/a/{error}"));
        Assert.That(Errors(path), Does.StartWith($"images/a/{error}"), "the same without other tests");
    }

    [TestCase("tests/data/a.txt", "images/a/tests has no test")]
    [TestCase("tests/README.md", "images/a/tests has no test")]
    public void Check_DataWithoutTests_IsAnError(string path, string error) =>
        Assert.That(Errors(path), Does.StartWith(error));

    [Test]
    public void Check_EmptyFolderOfTests_IsNone()
    {
        tree.With("a");
        Directory.CreateDirectory(Path.Combine(tree.Root, "images/a/tests"));

        Assert.That(Error(), Is.Empty);
    }

    [TestCase("tests/a.bats", "")]
    [TestCase("tests/a.bats", "# @test \"a\" {\n")]
    [TestCase("tests/a.bats", "load helpers\nsetup() {\n  true\n}\n")]
    [TestCase("tests/a.sh", "")]
    [TestCase("tests/a.sh", "#!/bin/sh\n\n  # nothing\nset -eu\n")]
    [TestCase("tests/a.sh", "#!/bin/sh\r\nexit 0\r\n")]
    [TestCase("tests/a.sh", ":\ntrue\n\texit\n")]
    public void Check_ProgramWithoutTest_IsAnError(string path, string text)
    {
        tree.With("a").WithFile("a", path, text);

        Assert.That(Error(), Does.StartWith($"images/a/{path} has no ").And.Contains("without testing anything"));
    }

    [TestCase("tests/a.bats", "@test \"a\" {\n  true\n}")]
    [TestCase("tests/a.bats", "  @test 'a' { true; }")]
    [TestCase("tests/a.bats", "a() { # @test\n  true\n}\n")]
    [TestCase("tests/a.bats", "bats_test_function --description a -- true\n")]
    [TestCase("tests/a.sh", "false")]
    [TestCase("tests/a.sh", "set -eu; grep root /etc/passwd\n")]
    [TestCase("tests/a.sh", "exit 1\n")]
    [TestCase("tests/a.sh", "  exec /bin/other\r\n")]
    [TestCase("tests/a.sh", "true && false\n")]
    [TestCase("tests/a.sh", "\n\ttest -e /etc/passwd\n")]
    public void Check_ProgramWithTest_Passes(string path, string text)
    {
        tree.With("a").WithFile("a", path, text);

        Assert.That(Error(), Is.Empty);
    }

    [TestCase("tests/helpers.bash", "load helpers\n")]
    [TestCase("tests/helpers.bash", "load 'helpers.bash'\n")]
    [TestCase("tests/lib/helpers.bash", "load \"lib/helpers\"\n")]
    [TestCase("tests/common.inc", ". \"$here/common.inc\"\n")]
    [TestCase("tests/connections.py", "python3 -m pytest -q tests/connections.py\n")]
    [TestCase("tests/proxy.py", "python3 -c 'import sys, proxy'\n")]
    [TestCase("tests/unit/a.sh", "for test in tests/unit/*.sh; do sh \"$test\" || exit; done\n")]
    [TestCase("tests/sql/a.t", "pg_prove sql/a.t\n")]
    [TestCase("tests/data.txt", "grep root tests/*.txt\n")]
    public void Check_FileThatATestNames_Passes(string path, string test)
    {
        tree.With("a").WithFile("a", path, "x").WithFile("a", "tests/z.sh", test);

        Assert.That(Error(), Is.Empty);
    }

    [TestCase("tests/unit/a.sh", "# sh tests/unit/a.sh\nfalse\n")]
    [TestCase("tests/unit/a.sh", "cp -r tests/unit /tmp\n")]
    [TestCase("tests/unit/a.sh", "for test in tests/unit/*.bats; do bats \"$test\"; done\n")]
    [TestCase("tests/a.bash", "echo a\n")]
    public void Check_FileThatATestDoesNotReallyName_IsAnError(string path, string test)
    {
        tree.With("a").WithFile("a", path, "x").WithFile("a", "tests/z.sh", test);

        Assert.That(Error(), Does.StartWith($"images/a/{path} would not run"));
    }

    [Test]
    public void Check_FileThatAnotherNames_Passes()
    {
        tree.With("a")
            .WithFile("a", "tests/z.sh", ". tests/one.inc\n")
            .WithFile("a", "tests/one.inc", ". tests/two.inc\n")
            .WithFile("a", "tests/two.inc", "x");

        Assert.That(Error(), Is.Empty);
    }

    [Test]
    public void Check_FileThatTestsOfAnHeirName_Passes()
    {
        tree.With("a").WithTest("a").WithFile("a", "tests/lib/x.sh", "x");
        Assert.That(Error(), Does.StartWith("images/a/tests/lib/x.sh would not run"));

        tree.With("heir", "a").WithFile("heir", "tests/z.sh", ". ../a/tests/lib/x.sh\n");
        Assert.That(Error(), Is.Empty);
    }

    [Test]
    public void Check_FileThatGossIncludes_Passes()
    {
        tree.With("a")
            .WithFile("a", "goss.yaml", "gossfile: {tests/parts/*.yaml: {}}\n")
            .WithFile("a", "tests/parts/goss.yaml", Goss);

        Assert.That(Error(), Is.Empty);
    }

    [Test]
    public void Check_TestsOfACopy_AreLookedAtToo()
    {
        tree.WithFile("store", "goss.yml", Goss).WithCopies(new CacheStore());
        var catalog = tree.Load();

        var error = Assert.Throws<BakehouseException>(() =>
            new TestCheck(catalog, tree.Root).Check([], tree.LoadCopies().Copies)
        );

        Assert.That(error.Problem, Does.StartWith("images/store/goss.yml looks like"));
    }

    [Test]
    public void Check_TestsOfAnImageThatIsNoneOfTheRun_AreLeftAlone()
    {
        tree.With("a").WithFile("a", "goss.yml", Goss).With("other");
        var catalog = tree.Load();

        Assert.That(() => new TestCheck(catalog, tree.Root).Check([catalog["other"]], []), Throws.Nothing);
    }

    private string Errors(params string[] paths)
    {
        using var own = new ImageTree();
        own.With("a");
        foreach (var path in paths)
        {
            own.WithFile("a", path, ContentOf(path));
        }

        return Error(own);
    }

    private static string ContentOf(string path) =>
        path.EndsWith(".bats", StringComparison.Ordinal) ? Bats
        : path.EndsWith(".yaml", StringComparison.Ordinal) ? Goss
        : path == "Dockerfile" ? "FROM scratch\n"
        : "false\n";

    private string Error() => Error(tree);

    private static string Error(ImageTree images)
    {
        var catalog = images.Load();
        try
        {
            new TestCheck(catalog, images.Root).Check(catalog.Images, []);
            return "";
        }
        catch (BakehouseException error)
        {
            return error.Problem;
        }
    }
}
