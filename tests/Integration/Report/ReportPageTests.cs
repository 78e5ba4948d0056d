using Bakehouse.Reporting.Html;
using Bakehouse.UnitTests.Reporting.Html;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bakehouse.IntegrationTests.Report;

/// <summary>The report in a browser, as somebody opens it from disk.</summary>
internal sealed class ReportPageTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("bakehouse-report-").FullName;
    private Browser browser = null!;

    [OneTimeSetUp]
    public async Task StartBrowser() => browser = await Browser.StartAsync();

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Graph_LeadsToAnImageItsReasonsAndItsPackageChanges()
    {
        var page = (await OpenAsync(MadeUpReport.Run)).Page;
        await Expect(page.Locator("#graph-picture .node")).ToHaveCountAsync(8);
        await Expect(page.Locator(".image:visible")).ToHaveCountAsync(0);

        await page.Locator("#graph-picture").GetByText("base-root", Exact).ClickAsync();

        var image = page.Locator(".image:visible");
        await Expect(image).ToHaveCountAsync(1);
        await Expect(image.Locator("h2")).ToHaveTextAsync("base-root");
        await Expect(image.Locator(".reasons li")).ToHaveTextAsync("openssl 3.5.1-1 → 3.5.1-1+deb13u1 is waiting");
        await Expect(image.Locator(".changes tr"))
            .ToHaveTextAsync(["packagebeforenow", "openssl3.5.1-13.5.1-1+deb13u1", "jq1.7.1-6", "vim9.1"]);
        await Expect(page.Locator(".node.chosen")).ToContainTextAsync("base-root");
    }

    [Test]
    public async Task TimeLineAndList_LeadToImagesToo()
    {
        var page = (await OpenAsync(MadeUpReport.Run)).Page;

        await page.Locator("#time").GetByRole(AriaRole.Link, Named("base-runtime-jre")).ClickAsync();
        await Expect(page.Locator(".image:visible .failure")).ToContainTextAsync("Unable to locate package openjdk");

        await page.Locator("#list").GetByRole(AriaRole.Link, Named("base-build-sbt")).ClickAsync();
        await Expect(page.Locator(".image:visible .failure")).ToContainTextAsync("found 1.11.6");
        await Expect(page.Locator(".image:visible")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Filter_LeavesTheLinesThatHaveItsWords()
    {
        var page = (await OpenAsync(MadeUpReport.Run)).Page;

        await page.Locator("#filter").FillAsync("failed runtime");

        await Expect(page.Locator("#list tbody tr:visible td:first-child")).ToHaveTextAsync(["base-runtime-jre"]);
    }

    [Test]
    public async Task TimeLine_MarksTheCriticalPath()
    {
        var page = (await OpenAsync(MadeUpReport.Run)).Page;

        await Expect(page.Locator(".time .row").Filter(new() { HasText = "base-root" }).Locator(".bar.critical"))
            .ToHaveCountAsync(2);
        await Expect(page.Locator(".path")).ToContainTextAsync("base-root (build, test) → base-build (build, test)");
    }

    [Test]
    public async Task Page_AsksForNothingAndHasNothingToComplainOf()
    {
        var opened = await OpenAsync(MadeUpReport.Run);
        await opened.Page.Locator("#graph-picture").GetByText("tools", Exact).ClickAsync();
        await Expect(opened.Page.Locator(".image:visible h2")).ToHaveTextAsync("tools");

        Assert.That(opened.Requests, Has.Count.EqualTo(1).And.All.StartsWith("file://"));
        Assert.That(opened.Complaints, Is.Empty);
    }

    [Test]
    public async Task Names_ThatAreMarkup_RunNothing()
    {
        const string hostile = "<img src=x onerror=\"document.title='run'\">";
        var opened = await OpenAsync(
            MadeUpReport.Of(MadeUpReport.Built(hostile, 0, 1, hostile) with { Description = hostile })
        );

        await opened.Page.Locator("#graph-picture .node").ClickAsync();

        await Expect(opened.Page.Locator(".image:visible h2")).ToHaveTextAsync(hostile);
        await Expect(opened.Page.Locator("img")).ToHaveCountAsync(0);
        await Expect(opened.Page).ToHaveTitleAsync("Bakehouse report");
    }

    [Test]
    public async Task Page_OfAThousandImages_OpensAndLeadsToTheLast()
    {
        var images = Enumerable
            .Range(0, 1000)
            .Select(number =>
                MadeUpReport.Built($"image-{number}", number, 30, "forced", number == 0 ? [] : [$"image-{number / 8}"])
            );
        var page = (await OpenAsync(MadeUpReport.Of([.. images]))).Page;

        await page.Locator("#list").GetByRole(AriaRole.Link, Named("image-999")).ClickAsync();

        await Expect(page.Locator(".image:visible h2")).ToHaveTextAsync("image-999");

        // The page stays where the list is, and the picture has moved to the image.
        await Expect(page.Locator(".node.chosen")).Not.ToBeInViewportAsync();
        await page.EvaluateAsync("scrollTo(0, 0)");
        await Expect(page.Locator(".node.chosen")).ToBeInViewportAsync();
    }

    [TestCase(ColorScheme.Light, "rgb(246, 247, 248)")]
    [TestCase(ColorScheme.Dark, "rgb(20, 23, 27)")]
    public async Task Page_KeepsToTheColoursThatItsReaderPrefers(ColorScheme scheme, string background)
    {
        var page = (await OpenAsync(MadeUpReport.Run, scheme)).Page;

        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", background);
    }

    private static LocatorGetByTextOptions Exact => new() { Exact = true };

    private static LocatorGetByRoleOptions Named(string name) => new() { Name = name, Exact = true };

    private async Task<OpenedPage> OpenAsync(RunReport report, ColorScheme scheme = ColorScheme.Light)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():n}.html");
        await File.WriteAllTextAsync(file, ReportPage.Write(report));
        return await browser.OpenAsync(file, scheme);
    }
}
