using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.GitLab;

/// <summary>
/// The base images by the runner <c>rootless</c>: built, tested and pushed by an ordinary user's process that has no engine,
/// with the targets that everybody uses.
/// </summary>
public sealed class RootlessTests
{
    private static readonly string[] Images = ["base-root", "base-build"];
    private readonly string prefix = $"rootless-{Guid.NewGuid():N}";
    private OrdinaryUser user = null!;
    private RunResult run = null!;
    private RegistryContent registry = null!;

    [OneTimeSetUp]
    public async Task RunAsync()
    {
        registry = new RegistryContent(SandboxUnderTest.Registry, prefix);
        user = await OrdinaryUser.CreateAsync();
        foreach (var path in (string[])[".ci", ".gitignore", "VERSION", .. Images.Select(image => $"images/{image}")])
        {
            await user.CopyAsync(path);
        }

        run = await PushAsync();
    }

    [OneTimeTearDown]
    public void Clean() => user?.Dispose();

    [Test]
    public void Process_IsNeitherRootNorSeesAnEngine()
    {
        Assert.That(run.Output, Does.Contain("user 20100"));
        Assert.That(run.Output, Does.Contain("engine none"));
    }

    [TestCaseSource(nameof(Images))]
    public async Task Image_IsBuiltTestedAndPushed(string image)
    {
        run.Succeeded();
        Assert.That(run.ActionOf(image), Is.EqualTo("build"));
        Assert.That(run.Output, Does.Match($@"\[{image}\] tests: \d\d passed"));
        Assert.That(await registry.NamesAsync(image), Does.Contain("main").And.Contain("latest"));
        Assert.That((await registry.TagsAsync(image)).Where(tag => tag.Contains("-t")), Is.Not.Empty, "no tested one");
    }

    [Test]
    public async Task Root_HasTheFilesThatItHasWithAnEngine()
    {
        var withEngine = await FilesAsync(await RealImages.RootAsync());

        Assert.That(withEngine, Has.Some.StartsWith("/usr/local/bin/entrypoint 755 0 0"));
        var image = await registry.PinnedNameAsync("base-root", "main");
        Assert.That(await FilesAsync(image), Is.EqualTo(withEngine));
        (await Docker.RunAsync(user.Folder, "image", "rm", image)).Succeeded();
    }

    [Test]
    public async Task Run_OnceMore_HasNothingToBuild()
    {
        var again = (await PushAsync()).Succeeded();

        Assert.That(Images.Select(again.ActionOf), Is.All.EqualTo("nothing").Or.EqualTo("retag"));
    }

    private async Task<RunResult> PushAsync()
    {
        var host = SandboxUnderTest.Registry;
        var variables = new Dictionary<string, string>
        {
            ["BAKEHOUSE_RUNNER"] = "rootless",
            ["BAKEHOUSE_REGISTRY"] = host,
            ["BAKEHOUSE_REPOSITORY_PREFIX"] = prefix,
            [Bakehouse.Images.ImageCatalog.PartialVariable] = "1",
            ["no_proxy"] = "127.0.0.1,localhost",
        };
        if (SandboxUnderTest.PackageProxy is { } proxy)
        {
            variables["http_proxy"] = proxy;
        }

        using var started = await user.StartAsync(
            variables,
            $"""
            set -eu
            mkdir -p ~/.config/containers
            printf '[[registry]]\nlocation = "{host}"\ninsecure = true\n' >~/.config/containers/registries.conf
            if ! test -e .git; then
              git init --quiet --initial-branch=main
              git add .
              git -c user.name=Test -c user.email=test@example.org commit --quiet --message=Images
            fi
            . .ci/prepare.sh
            echo "user $(id -u)"
            test -w /var/run/docker.sock && echo "engine found" || echo "engine none"
            exec dotnet ~/../program/Bakehouse.dll --target=Push-Base-Build
            """
        );
        return await started.EndAsync();
    }

    // Path, mode, owner, group and target or size of each, in an engine.
    private async Task<string[]> FilesAsync(string image)
    {
        const string Find = """
            find / -xdev ! -path '/dev/*' ! -path /.dockerenv ! -path /etc/hosts ! -path /etc/hostname ! -path /etc/resolv.conf \
              \( -type d -printf '%p %m %U %G\n' -o -type l -printf '%p %l\n' -o -printf '%p %m %U %G %s\n' \)
            """;
        var listing = await Docker.RunAsync(
            user.Folder,
            "run",
            "--rm",
            "--quiet",
            "--network=none",
            "--entrypoint=sh",
            image,
            "-c",
            Find
        );
        return [.. listing.Succeeded().Output.Split('\n').Order(StringComparer.Ordinal)];
    }
}
