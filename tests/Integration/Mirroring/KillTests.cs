using Bakehouse.IntegrationTests.Support;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>The program itself is killed (<c>kill -9</c>) while it refreshes a copy.</summary>
internal sealed class KillTests : MirrorFixture
{
    private const string Image = "memcached";
    private static readonly string Program = Path.Combine(TestContext.CurrentContext.TestDirectory, "Bakehouse.dll");

    // How many requests other than HEAD the target has had: from the first blob to the tag and what comes with it.
    private static readonly int[] Moments = [1, 2, 4, 6, 8, 9, 10, 11, 12];
    private string _folder = null!;

    [SetUp]
    public async Task PrepareAsync()
    {
        _folder = Directory.CreateTempSubdirectory("bakehouse-kill-").FullName;
        CopyImages(new DirectoryInfo(Path.Combine(SandboxUnderTest.Clone, "images")), Path.Combine(_folder, "images"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "VERSION"), "1.0.0\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, ".gitignore"), "artifacts/\n");
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await GitAsync("add", "--all");
        await GitAsync(
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.org",
            "commit",
            "--quiet",
            "-m",
            "Images"
        );
    }

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Program_KilledAtAnyMoment_LeavesAWholeCopyAndTheNextRunFinishes()
    {
        var served = (await Upstream.PushIndexAsync(Image, "first")).Digest;
        await RefreshAsync();
        var unfinished = 0;
        foreach (var moment in Moments)
        {
            var next = await Upstream.PushIndexAsync(Image, $"moment {moment}");

            await KillAsync(moment);

            var left = await ServedAsync(Image);
            Assert.That(left, Is.EqualTo(served).Or.EqualTo(next.Digest), $"after {moment} requests");
            await AssertWholeAsync(Image);
            unfinished += left == served ? 1 : 0;
            var arrived = await ArrivedAsync(Image, next);
            await RefreshAsync();
            Assert.That(await ServedAsync(Image), Is.EqualTo(next.Digest));
            await AssertWholeAsync(Image);
            AssertNotMovedAgain(arrived);
            served = next.Digest;
        }
        Assert.That(unfinished, Is.GreaterThan(Moments.Length / 2), "killed before the end");
    }

    private async Task RefreshAsync()
    {
        UpstreamProxy.Reset();
        TargetProxy.Reset();
        using var run = Start();
        (await run.EndAsync()).Succeeded();
    }

    private async Task KillAsync(int moment)
    {
        UpstreamProxy.Reset();
        TargetProxy.Reset();
        var count = 0;
        var started = new TaskCompletionSource<Run>();
        TargetProxy.FaultOf = request =>
        {
            if (request.Method is not ("HEAD" or "GET") && Interlocked.Increment(ref count) == moment)
                started.Task.GetAwaiter().GetResult().Signal("KILL");
            return null;
        };
        using var run = Start();
        started.SetResult(run);
        await run.EndAsync();
        Assert.That(count, Is.GreaterThanOrEqualTo(moment), run.Seen);
    }

    private Run Start()
    {
        var variables = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(name => name.StartsWith("CI_") || name.StartsWith("BAKEHOUSE_") || name == "GITLAB_CI")
            .ToDictionary(name => name, _ => (string?)null);
        variables["BAKEHOUSE_REGISTRY"] = TargetProxy.Host;
        variables["BAKEHOUSE_UPSTREAM"] = $"docker.io={UpstreamProxy.Host}";
        return Run.Start(_folder, variables, ImageTree.Dotnet(), Program, "--target=Cache-Memcached");
    }

    private async Task GitAsync(params IEnumerable<string> arguments)
    {
        using var git = Run.Start(_folder, new Dictionary<string, string?>(), "git", arguments);
        (await git.EndAsync()).Succeeded();
    }

    /// <summary>What is written of images, not what was made for them.</summary>
    private static void CopyImages(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles().Where(file => file.Length < 1 << 20))
            file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories())
            CopyImages(folder, Path.Combine(to, folder.Name));
    }
}
