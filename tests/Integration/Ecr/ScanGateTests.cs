using Amazon.ECR.Model;

namespace Bakehouse.IntegrationTests.Ecr;

internal sealed class ScanGateTests
{
    private const string Exceptions = "images/scan-exceptions.txt";

    [Test]
    public async Task Image_WithABadFinding_GetsItsTagsOnlyWhenTheFindingIsLetThrough()
    {
        await using var opened = await AccountTree.OpenAsync();
        var finding = new
        {
            name = "CVE-2026-0001",
            severity = "HIGH",
            package = "openssl",
            version = "3.0.1",
        };
        var scan = new
        {
            subject = opened.Repository,
            result = new { status = "COMPLETE", findings = new[] { finding } },
        };
        await opened.Account.PutAsync("_local/scans", scan);

        var stopped = await opened.PushAsync("--scan-gate=HIGH");

        Assert.That(stopped.ExitCode, Is.Not.Zero);
        Assert.That(stopped.Error, Does.Contain("probe gets no tag: ECR's scan found CVE-2026-0001 (High)"));
        Assert.That(await TagsAsync(opened), Has.All.StartsWith("fp-"));
        Assert.That(Report(opened), Does.Contain("1 high").And.Contain("stops"));

        opened.Tree.Write(Exceptions, "CVE-2026-0001 probe 2026-01-01 it was so\n");
        Assert.That((await opened.PushAsync("--scan-gate=HIGH")).ExitCode, Is.Not.Zero, "an exception of the past");

        opened.Tree.Write(Exceptions, "# Known ones\nCVE-2026-0001 probe 9999-12-31 nobody calls it\n");
        await opened.Tree.CommitAsync("An exception");
        (await opened.PushAsync("--scan-gate=HIGH")).Succeeded();
        Assert.That(await TagsAsync(opened), Does.Contain("main"));
        Assert.That(Report(opened), Does.Contain("let through until 9999-12-31: nobody calls it"));
    }

    [Test]
    public async Task Image_WithLesserFindings_GetsItsTags()
    {
        await using var opened = await AccountTree.OpenAsync();
        var finding = new
        {
            name = "CVE-2026-0001",
            severity = "MEDIUM",
            package = "openssl",
            version = "3.0.1",
        };
        var scan = new
        {
            subject = opened.Repository,
            result = new { status = "COMPLETE", findings = new[] { finding } },
        };
        await opened.Account.PutAsync("_local/scans", scan);

        (await opened.PushAsync("--scan-gate=HIGH")).Succeeded();

        Assert.That(await TagsAsync(opened), Does.Contain("latest"));
    }

    private static string Report(AccountTree opened) => File.ReadAllText(opened.Tree.PathOf("artifacts/report.html"));

    private static async Task<IReadOnlyList<string>> TagsAsync(AccountTree opened)
    {
        using var client = opened.Account.Client();
        var request = new DescribeImagesRequest { RepositoryName = opened.Repository };
        return [.. (await client.DescribeImagesAsync(request)).ImageDetails.SelectMany(image => image.ImageTags ?? [])];
    }
}
