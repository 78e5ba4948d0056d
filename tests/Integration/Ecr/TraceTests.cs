using System.Security.Cryptography;
using Bakehouse.IntegrationTests.Support;
using Bakehouse.LocalEcr.Access;

namespace Bakehouse.IntegrationTests.Ecr;

/// <summary>Neither keys nor tokens are left anywhere, or shown while a run goes on.</summary>
internal sealed class TraceTests
{
    private const string Content = "what the image is known by";
    private AccountTree opened = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        opened = await AccountTree.OpenAsync();
        await Traces.AssertKnowsTokensAsync(opened.Account);
        opened.Tree.Write($"images/{AccountTree.Image}/content", Content);
        opened.Tree.Write(
            $"images/{AccountTree.Image}/Dockerfile",
            "FROM scratch\nCOPY content /\nCOPY . /all/\nCOPY large /\n"
        );
        var large = opened.Tree.PathOf($"images/{AccountTree.Image}/large");
        await File.WriteAllBytesAsync(large, RandomNumberGenerator.GetBytes(20 << 20));
    }

    [TearDown]
    public async Task CloseAsync() => await opened.DisposeAsync();

    [Test]
    public async Task Run_ThatSucceeds_LeavesNoSecret()
    {
        var result = await WatchAsync(opened.Tree.Start("--target=Push-All", "--create-repositories"));

        result.Succeeded();
        AssertNoTraces(result);
        Assert.That(Traces.BlobsWith(opened.Account.Storage, text => text.Contains(Content)), Is.Not.Empty, "layers");
        Assert.That(Directory.GetDirectories(opened.Temporary), Is.Empty, "temporary files of the run");
    }

    [Test]
    public async Task Run_ThatFails_LeavesNoSecret()
    {
        await opened.Account.FailAsync(new Fault("ecr:PutImage", "AccessDeniedException"));

        var result = await WatchAsync(opened.Tree.Start("--target=Push-All", "--create-repositories"));

        Assert.That(result.ExitCode, Is.Not.Zero);
        AssertNoTraces(result);
        Assert.That(Traces.BlobsWith(opened.Account.Storage, text => text.Contains(Content)), Is.Not.Empty, "layers");
        Assert.That(Directory.GetDirectories(opened.Temporary), Is.Empty, "temporary files of the run");
    }

    [TestCase("ecr:CreateRepository")]
    [TestCase("ecr:InitiateLayerUpload")]
    [TestCase("ecr:UploadLayerPart")]
    [TestCase("ecr:PutImage")]
    public async Task Run_ThatIsKilled_LeavesNoSecret(string action)
    {
        using var run = opened.Tree.Start("--target=Push-All", "--create-repositories");
        await run.UntilAsync(() => HasCalledAsync(action), action);

        run.Signal("KILL");
        var result = await WatchAsync(run);

        AssertNoTraces(result);
        RemoveUnlocked();
        (await opened.PushAsync()).Succeeded();
        Assert.That(Directory.GetDirectories(opened.Temporary), Is.Empty, "temporary files of both");
    }

    [Test]
    public async Task Leftovers_OfAKilledRun_GoWithTheNextThatHasNothingToBuild()
    {
        (await opened.PushAsync()).Succeeded();
        var left = Directory.CreateDirectory(Path.Combine(opened.Temporary, "bakehouse-run-killed")).FullName;
        await File.WriteAllTextAsync(Path.Combine(left, ".lock"), "");

        (await opened.PushAsync()).Succeeded();

        Assert.That(Directory.Exists(left), Is.False);
    }

    // A run that was killed before it had locked its folder: the next one spares that for a minute.
    private void RemoveUnlocked()
    {
        foreach (var folder in Directory.GetDirectories(opened.Temporary))
        {
            if (!File.Exists(Path.Combine(folder, ".lock")))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task<bool> HasCalledAsync(string action) =>
        (await opened.Account.CallsAsync()).Any(call => call.Action == action);

    private static async Task<RunResult> WatchAsync(Run run)
    {
        var ended = run.EndAsync();
        do
        {
            Assert.That(Traces.In(string.Join('\n', CommandLines.Now())), Is.Empty, "in the list of processes");
            await Task.Delay(20);
        } while (!ended.IsCompleted);

        return await ended;
    }

    private void AssertNoTraces(RunResult result)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Traces.In(result.All), Is.Empty, "in the output");
            Assert.That(Traces.InFiles(opened.Tree.Folder), Is.Empty, "in artifacts, home or temporary files");
            Assert.That(Traces.InBlobs(opened.Account.Storage), Is.Empty, "in the image");
        }
    }
}
