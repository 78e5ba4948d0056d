using System.Diagnostics;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>What a run leaves behind that is cut off in the middle, and how it is mended.</summary>
public sealed class InterruptionTests
{
    // Far from the minute that the container would sleep.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(20);
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync() => tree = await ImageTree.CreateAsync();

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task CtrlC_DuringABuild_EndsItWithNothingLeft()
    {
        WriteSlowBuild();
        using var run = tree.Start("--target=Push-Base-Build");
        await run.UntilAsync(() => Task.FromResult(IsSleeping), "it was building");

        await AssertInterruptedAsync(run);
    }

    [Test]
    public async Task CtrlC_DuringTests_EndsItWithNothingLeft()
    {
        WriteSlowTest();
        using var run = tree.Start("--target=Push-Base-Build");
        await run.UntilAsync(() => Task.FromResult(IsSleeping), "it was testing");

        await AssertInterruptedAsync(run);
    }

    [Test]
    public async Task Clean_AfterAKilledRun_RemovesWhatWasLeft()
    {
        WriteSlowTest();
        await KillAsync();
        Assert.That(await tree.Engine.ContainersAsync(), Is.Not.Empty, "the test would show nothing");
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Not.Empty, "the test would show nothing");

        (await tree.RunAsync("--target=Clean")).Succeeded();

        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
        Assert.That(Directory.Exists(tree.PathOf("artifacts")), Is.False);
    }

    [Test]
    public async Task Push_AfterAKilledRun_EndsWell()
    {
        WriteSlowTest();
        await KillAsync();
        File.Delete(tree.PathOf("images/base-build/tests/slow.sh"));

        (await tree.RunAsync("--target=Push-Base-Build")).Succeeded();

        Assert.That(await tree.Registry.NamesAsync("base-build"), Does.Contain("main"));
    }

    // Unlike any other process of the machine, so that it can be found.
    private string Sleep => $"sleep 60.{Convert.ToUInt32(tree.Prefix.Split('-')[1], 16)}";

    private void WriteSlowBuild() => tree.WriteImage("base-build", "base-root", $"RUN {Sleep}\n");

    private void WriteSlowTest() => tree.Write("images/base-build/tests/slow.sh", $"{Sleep}\n");

    private async Task KillAsync()
    {
        using var run = tree.Start("--target=Push-Base-Build");
        await run.UntilAsync(() => Task.FromResult(IsSleeping), "it was testing");
        run.Signal("KILL");
        await run.EndAsync();
    }

    private async Task AssertInterruptedAsync(Run run)
    {
        var clock = Stopwatch.StartNew();
        run.Signal("INT");
        var result = await run.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(clock.Elapsed, Is.LessThan(LongestEnd));
            Assert.That(result.ExitCode, Is.Not.Zero);
            Assert.That(result.HasStackTrace, Is.False, result.All);
        });
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
        Assert.That(await tree.Registry.TagsAsync("base-build"), Is.Empty);

        // The engine ends what ran in a build's container after docker has ended.
        Assert.That(() => IsSleeping, Is.False.After(20_000, 100), "what was running in the container goes on");
    }

    // A container's processes are to be seen on the machine that its engine is on.
    private bool IsSleeping => CommandLines.Now().Any(line => line.TrimEnd().EndsWith(Sleep, StringComparison.Ordinal));
}
