using Bakehouse.UnitTests.Architecture;

namespace Bakehouse.UnitTests.Pages;

internal sealed class LinkTests
{
    private static IEnumerable<RepositoryPage> Pages() =>
        ((string[])["README.md", "CONTRIBUTING.md"])
            .Concat(
                ((string[])["build", "docs", "images"]).SelectMany(folder =>
                    Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)
                )
            )
            .Select(path => new RepositoryPage(
                Path.GetRelativePath(Repository.Root, Path.GetFullPath(path, Repository.Root))
            ));

    [TestCaseSource(nameof(Pages))]
    public void Links_InThePage_LeadSomewhere(RepositoryPage page) =>
        Assert.That(
            page.Links().Where(link => !Path.Exists(Path.Combine(Repository.Root, link))),
            Is.Empty,
            $"{page} links to what is not there."
        );
}
