using Bakehouse.Dockerfiles;

namespace Bakehouse.UnitTests.Dockerfiles;

/// <summary>Cases of moby's patternmatcher, and of what its walk over folders makes of exceptions.</summary>
public sealed class IgnorePatternsTests
{
    [TestCase("**", "file", true)]
    [TestCase("**/", "dir/file", true)]
    [TestCase("*", "dir/file", true)]
    [TestCase("**/**", "dir/file", true)]
    [TestCase("dir/**", "dir/dir2/file", true)]
    [TestCase("dir/**", "dir", false)]
    [TestCase("**/dir", "dir", true)]
    [TestCase("**/dir", "a/b/dir/file", true)]
    [TestCase("**/dir", "mydir", false)]
    [TestCase("**file", "dir/myfile", true)]
    [TestCase("**/dir2/*", "dir/dir2/file", true)]
    [TestCase("**/dir2/**", "dir/dir2/dir3/file", true)]
    [TestCase("**/*.txt", "file.txt", true)]
    [TestCase("**/*.txt", "dir/dir/file.txt", true)]
    [TestCase("**/*.txt2", "dir/file.txt", false)]
    [TestCase("a**/*.txt", "a/dir/dir/file.txt", true)]
    [TestCase("a/*.txt", "a/dir/file.txt", false)]
    [TestCase("a/*.txt**", "a/file.txt", true)]
    [TestCase("a/**/b", "a/b", true)]
    [TestCase("a/**/b", "a/x/y/b", true)]
    [TestCase("a[b-d]e", "ace", true)]
    [TestCase("a[b-d]e", "aae", false)]
    [TestCase("a[^b-d]e", "aze", true)]
    [TestCase("a[^b-d]e", "ace", false)]
    [TestCase("[\\]a]", "]", true)]
    [TestCase("[x\\-]", "-", true)]
    [TestCase("[\\\\x]", "\\", true)]
    [TestCase(".*", ".foo", true)]
    [TestCase(".*", "foo", false)]
    [TestCase("abc.def", "abcZdef", false)]
    [TestCase("abc?def", "abcZdef", true)]
    [TestCase("abc?def", "abc/def", false)]
    [TestCase("a(b)c|$^+{}*", "a(b)c|$^+{}x", true)]
    [TestCase("a\\*b", "a*b", true)]
    [TestCase("a\\*b", "axb", false)]
    [TestCase("/dir", "dir/file", true)]
    [TestCase("./dir/", "dir/file", true)]
    [TestCase("dir//sub/../x", "dir/x", true)]
    [TestCase("  dir  ", "dir", true)]
    [TestCase("# dir", "# dir", false)]
    [TestCase(" # dir", "# dir", true)]
    [TestCase("dir", "other/dir", false)]
    [TestCase("Dir", "dir", false)]
    [TestCase("docs\n!docs/README.md", "docs/README.md", false)]
    [TestCase("docs\n!docs/README.md", "docs/other.md", true)]
    [TestCase("!docs/README.md\ndocs", "docs/README.md", true)]
    [TestCase("*\n!src", "src/a/b", false)]
    [TestCase("**\n!util/docker/web\nutil/docker/web/foo", "util/docker/web/foo", true)]
    [TestCase("*.md\n! /README.md", "README.md", false)]
    [TestCase("*\n!*/keep", "dir/keep", false)]
    [TestCase("*/x\n!dir", "dir/x", true)]
    [TestCase("\uFEFFdir\r\n", "dir", true)]
    [TestCase("", "file", false)]
    public void Ignores_Path_AsTheBuilderDoes(string file, string path, bool expected)
    {
        Assert.That(IgnorePatterns.Parse(file, ".dockerignore").Ignores(path), Is.EqualTo(expected));
    }

    [TestCase("", "goss.yaml", true)]
    [TestCase("", "tests/a/b.bats", true)]
    [TestCase("", "files/goss.yaml", false)]
    [TestCase("", "files/tests/a", false)]
    [TestCase("!goss.yaml", "goss.yaml", false)]
    [TestCase("!tests/fixtures", "tests/fixtures/a", false)]
    [TestCase("!tests/fixtures", "tests/a.bats", true)]
    public void Ignores_TestsOfTheImage_UnlessAnExceptionTakesThemIn(string file, string path, bool expected)
    {
        Assert.That(IgnorePatterns.Parse(file, ".dockerignore").Ignores(path), Is.EqualTo(expected));
    }

    [TestCase("a\n!")]
    [TestCase("a\n! ")]
    [TestCase("a\n[")]
    [TestCase("a\nx[^bc")]
    [TestCase("a\n[]a]")]
    [TestCase("a\n[-x]")]
    [TestCase("a\n[x-]")]
    [TestCase("a\nb\\")]
    public void Parse_MalformedPattern_IsErrorThatNamesFileAndLine(string file)
    {
        var error = Assert.Throws<BakehouseException>(() => IgnorePatterns.Parse(file, "images/x/.dockerignore"));

        Assert.That(error.Problem, Does.StartWith("images/x/.dockerignore:2: "));
    }
}
