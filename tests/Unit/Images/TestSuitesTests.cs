using Bakehouse.Images;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Images;

internal sealed class TestSuitesTests
{
    [TestCase("", "")]
    [TestCase("goss.yaml", "goss.yaml")]
    [TestCase("tests/b.sh tests/a.sh tests/z.bats goss.yaml", "goss.yaml tests/z.bats tests/a.sh tests/b.sh")]
    [TestCase("tests/.a.sh tests/a.SH tests/a.txt tests/unit/a.sh tests/goss.yaml goss.yml", "")]
    public void Find_Folder_ListsWhatRunsInItsOrder(string files, string suites)
    {
        using var folder = new TemporaryFolder();
        foreach (var path in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            folder.With(path, "");
        }

        Assert.That(string.Join(' ', TestSuites.Find(folder.Path)), Is.EqualTo(suites));
    }
}
