using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Report;

/// <summary>What a run that changes the packages of an image leaves in artifacts/.</summary>
public sealed class RunReportTests
{
    [Test]
    public async Task Run_ThatRemovesAPackage_ReportsThatOfTheImageAndOfWhatIsBuiltOnIt()
    {
        await using var tree = await ImageTree.CreateAsync();
        tree.WriteTest("base-runtime", "base-runtime");
        await tree.CommitAsync("A test");
        (await tree.RunAsync("--target=Push-Base-Runtime-Jre")).Succeeded();

        File.AppendAllText(tree.PathOf("images/base-runtime/Dockerfile"), "RUN dpkg --purge --force-all tzdata\n");
        await tree.CommitAsync("No time zones");
        (await tree.RunAsync("--target=Push-Base-Runtime-Jre")).Succeeded();

        var comment = await File.ReadAllTextAsync(tree.PathOf("artifacts/packages.md"));
        var page = await File.ReadAllTextAsync(tree.PathOf("artifacts/report.html"));
        Assert.Multiple(() =>
        {
            Assert.That(comment, Does.Contain("| `base-runtime` | 1 removed |"));
            Assert.That(comment, Does.Match(@"\| `tzdata` \| `20[^ ]+` \| \|"));
            Assert.That(comment, Does.Contain("| `base-runtime-jre` | 1 removed, with base-runtime |"));
            Assert.That(comment, Does.Not.Contain("| `base-root` |"));
            Assert.That(page, Does.Contain("RUN /bin/sh -c dpkg --purge --force-all tzdata"));
            Assert.That(page, Does.Contain("images/base-runtime/Dockerfile changed"));
        });
    }
}
