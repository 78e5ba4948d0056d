using Microsoft.Playwright;

namespace Bakehouse.IntegrationTests.Report;

/// <summary>A headless Chromium of this machine's own, which may talk to nobody.</summary>
internal sealed class Browser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    // In milliseconds. What is waited for comes at once where nothing else is going on, and much later on a busy machine.
    private const float StartLimit = 180_000;
    private const float PageLimit = 120_000;
    private const float ExpectationLimit = 60_000;

    /// <exception cref="BakehouseException">There is none.</exception>
    public static async Task<Browser> StartAsync()
    {
        if (!File.Exists(Program))
        {
            throw new BakehouseException(
                $"There is no {Program} to open a page with.",
                "Run: apt-get install chromium"
            );
        }

        Assertions.SetDefaultExpectTimeout(ExpectationLimit);
        var started = await Playwright.CreateAsync();
        var chromium = await started.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Program,
                Headless = true,
                Timeout = StartLimit,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    // Its own services are asked all the same, but for names that do not resolve.
                    "--host-resolver-rules=MAP * ~NOTFOUND",
                ],
            }
        );
        return new Browser(started, chromium);
    }

    /// <summary>Opens a file of this machine.</summary>
    public async Task<OpenedPage> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browser.NewPageAsync(
            new BrowserNewPageOptions
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = 1500, Height = 1000 },
            }
        );
        page.SetDefaultTimeout(PageLimit);
        var opened = new OpenedPage(page);
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

/// <summary>A page, with all that it has asked for and complained of since it was opened.</summary>
internal sealed class OpenedPage
{
    private readonly List<string> requests = [];
    private readonly List<string> complaints = [];

    public OpenedPage(IPage page)
    {
        Page = page;
        page.Request += (_, request) => requests.Add(request.Url);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => complaints.Add(message.Text);
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Requests => requests;

    public IReadOnlyList<string> Complaints => complaints;
}
