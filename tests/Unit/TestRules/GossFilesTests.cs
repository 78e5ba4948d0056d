using Bakehouse.TestRules;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.TestRules;

internal sealed class GossFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static IEnumerable<TestCaseData> Rows =>
        GossCorpus.Rows.Select(row => new TestCaseData(row.Text, row.Error).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Rows))]
    public void Check_File_IsTakenOrRefusedWithItsLine(string text, string error)
    {
        folder.With("images/a/goss.yaml", text);

        if (error.Length == 0)
        {
            Assert.That(Check, Throws.Nothing);
        }
        else
        {
            Assert.That(
                Assert.Throws<BakehouseException>(Check)!.Problem,
                Does.StartWith($"images/a/goss.yaml{error}")
            );
        }
    }

    [Test]
    public void Check_MisspeltSection_NamesTheRightOne()
    {
        folder.With("images/a/goss.yaml", "kernel-parm: {a: {value: b}}\n");

        Assert.That(Assert.Throws<BakehouseException>(Check)!.Remedy, Is.EqualTo("Did you mean 'kernel-param'?"));
    }

    [TestCase("tests/a.yaml", "file: {/a: {exists: true}}", "")]
    [TestCase("./tests/../tests/?.yaml", "file: {/a: {exists: true}}", "")]
    [TestCase("../base/tests/*.yml", "", "")]
    [TestCase("tests/a.yaml", "gossfile: {b/c.yaml: {}}", "")]
    [TestCase("tests/a.yaml", "# {{ template }}\nfile: {/a: {exists: true}}", "")]
    [TestCase("tests/a.yaml", "file: {}", "images/a/tests/a.yaml:1: the section 'file' is empty")]
    [TestCase("tests/a.yaml", "", "images/a/tests/a.yaml has no checks")]
    [TestCase("tests/a.yaml", "gossfile: {../goss.yaml: {}}", "images/a/goss.yaml includes itself")]
    [TestCase(
        "tests/a.yaml",
        "gossfile: {b: {file: b/nothing.yaml}}",
        "images/a/tests/a.yaml:1: 'b/nothing.yaml' is none"
    )]
    [TestCase(
        "tests/a.yaml",
        "# one\nfile: {/: {exists: true}}",
        "images/a/tests/a.yaml:2: '/' in the section 'file' is checked in images/a/goss.yaml too"
    )]
    [TestCase("common.yaml", "", "images/a/goss.yaml:2: 'common.yaml' is none of the files that are sent")]
    [TestCase("../../a.yaml", "", "images/a/goss.yaml:2: '../../a.yaml' is none")]
    [TestCase("../../../a.yaml", "", "images/a/goss.yaml:2: '../../../a.yaml' is none")]
    [TestCase("../other/goss.yaml", "", "images/a/goss.yaml:2: '../other/goss.yaml' is none")]
    [TestCase("/etc/goss.yaml", "", "images/a/goss.yaml:2: '/etc/goss.yaml' is none")]
    [TestCase("tests/[", "", "images/a/goss.yaml:2: 'tests/[' is none")]
    public void Check_Include_IsReadWithItsFile(string path, string included, string error)
    {
        folder
            .With("images/a/goss.yaml", $"file: {{/: {{exists: true}}}}\ngossfile: {{'{path}': {{}}}}\n")
            .With("images/a/tests/a.yaml", included)
            .With("images/a/tests/b/c.yaml", "file: {/c: {exists: true}}")
            .With("images/a/common.yaml", "file: {/common: {exists: true}}")
            .With("images/other/goss.yaml", "file: {/other: {exists: true}}")
            .With("images/base/tests/d.yml", "file: {/d: {exists: true}}");

        if (error.Length == 0)
        {
            Assert.That(Check, Throws.Nothing);
        }
        else
        {
            Assert.That(Assert.Throws<BakehouseException>(Check)!.Problem, Does.StartWith(error));
        }
    }

    [Test]
    public void Check_IncludeThatIsSkipped_IsNotRead()
    {
        folder.With("images/a/goss.yaml", "file: {/: {exists: true}}\ngossfile: {nothing: {skip: true}}\n");

        Assert.That(Check, Throws.Nothing);
    }

    private void Check() => new GossFiles(Files("a"), [Files("base")]).Check();

    private TestFiles Files(string image) => new(image, folder[$"images/{image}"], folder.Path);
}
