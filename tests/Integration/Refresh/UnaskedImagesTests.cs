using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Refresh;

/// <summary>
/// A refresh with an image of which the engine cannot start a container, one whose package mirror is down, one without a
/// shell, one with a package manager that nobody knows here, and one that has a newer package.
/// </summary>
public sealed class UnaskedImagesTests
{
    private const string Old = "1.0-1";
    private const string New = "1.0-2";
    private static readonly string[] Failed = ["unstartable", "unreached"];
    private static readonly string[] Unknown = ["shell-less", "foreign"];
    private ImageTree tree = null!;
    private PackageArchive archive = null!;
    private PackageArchive mirror = null!;
    private string before = null!;
    private string pulledBefore = null!;
    private RunResult refresh = null!;

    [OneTimeSetUp]
    public async Task RefreshAsync()
    {
        var root = await RealImages.RootAsync();
        tree = await ImageTree.EmptyAsync();
        archive = await PackageArchive.StartAsync(tree.Engine);
        mirror = await PackageArchive.StartAsync(tree.Engine);
        await archive.PublishAsync("sourdough", Old);
        await mirror.PublishAsync("rye", Old);
        tree.Write("VERSION", "1.4.0\n");
        tree.Write("images/stale/Dockerfile", $"FROM {root}\n{Installing("sourdough", archive)}");
        tree.Write("images/unreached/Dockerfile", $"FROM {root}\n{Installing("rye", mirror)}");
        tree.Write(
            "images/foreign/Dockerfile",
            $"FROM {root}\nRUN rm $(which apt-get) && ln -s /bin/true /usr/bin/dnf\n"
        );
        tree.Write("images/shell-less/Dockerfile", "FROM scratch\nCOPY content /\n");
        tree.Write("images/shell-less/content", "Nothing runs here.\n");

        // It has a shell, and that is no program.
        tree.Write("images/unstartable/Dockerfile", "FROM scratch\nCOPY content /bin/sh\n");
        tree.Write("images/unstartable/content", "Nor here.\n");
        await tree.CommitAsync("Images");
        (await tree.RunAsync("--target=Push-All")).Succeeded();
        before = (await tree.Registry.DigestAsync("stale", "main"))!;
        await tree.Engine.RemoveAsync();
        pulledBefore = await tree.Registry.PinnedNameAsync("foreign", "main");
        (await tree.Engine.DockerAsync("pull", "--quiet", pulledBefore)).Succeeded();

        await archive.PublishAsync("sourdough", New);
        mirror.IsUp = false;
        refresh = await tree.RunAsync("--target=Push-All", "--refresh");
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        await tree.DisposeAsync();
        await archive.DisposeAsync();
        await mirror.DisposeAsync();
    }

    [Test]
    public void Refresh_ThatCouldNotLook_IsRed()
    {
        Assert.Multiple(() =>
        {
            Assert.That(refresh.ExitCode, Is.Not.Zero);
            Assert.That(Failed.Select(refresh.ActionOf), Is.All.EqualTo("fail"));
            Assert.That(Unknown.Select(refresh.ActionOf), Is.All.EqualTo("nothing"));
        });
    }

    [TestCase("The engine cannot start a container of unstartable to look up its packages: .*permission denied")]
    [TestCase("The packages of unreached cannot be looked up: apt-get update: E: Failed to fetch .* 503 ")]
    [TestCase(
        "shell-less has no shell: its packages cannot be looked up. --target=Push-Shell-Less --force rebuilds it"
    )]
    [TestCase("foreign has a package manager that Bakehouse does not know, dnf: its packages cannot be looked up.")]
    public void Refresh_SaysWhyItCouldNotLook(string sentence) =>
        Assert.That(refresh.All.ReplaceLineEndings(" "), Does.Match(sentence));

    [Test]
    public async Task Refresh_OfTheOtherImages_GoesOn()
    {
        Assert.That(refresh.ReasonOf("stale"), Is.EqualTo($"sourdough {Old} → {New} is waiting"));
        Assert.That(await tree.Registry.DigestAsync("stale", "main"), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task Refresh_LeavesNoContainerAndOfImagesThoseThatWereThere()
    {
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.PulledAsync(), Is.EqualTo(new[] { pulledBefore }));
    }

    [Test]
    public async Task Pipeline_OfARefreshThatCouldNotLook_HasJobsThatAskAgain()
    {
        (await tree.RunAsync("--target=Pipeline", "--refresh")).Succeeded();

        Assert.That(
            File.ReadAllLines(tree.PathOf("artifacts/pipeline.yml")),
            Is.SupersetOf(
                new[]
                {
                    "  - ./build.sh --target=Push-Unreached --refresh",
                    "  - ./build.sh --target=Push-Unstartable --refresh",
                }
            )
        );
    }

    private static string Installing(string package, PackageArchive archive) =>
        $"RUN rm -rf /etc/apt/sources.list.d && echo '{archive.Source}' >/etc/apt/sources.list && apt-get update -qq "
        + $"&& apt-get install -qq {package} && rm -rf /var/lib/apt/lists/*\n";
}
