using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Bakehouse.Planning;
using NSubstitute;

namespace Bakehouse.UnitTests.Facts;

/// <summary>Which images a refresh asks, how, and what it leaves in the engine.</summary>
internal sealed class UpdateReaderTests : UpdateFixture
{
    [Test]
    public async Task Read_ImageWithUpdates_NamesItsPackages()
    {
        await PublishAsync("root");
        Answers["root"] = Waiting;

        var facts = await ReadAsync();

        Assert.That(facts.Waiting["root"], Is.EqualTo(new[] { new PackageUpdate("openssl", "1", "2") }));
        Assert.That((facts.NotLookedUp.Count, facts.Failed.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Read_ImageWithoutUpdates_IsNotAmongThem()
    {
        await PublishAsync("root");
        Answers["root"] = None;

        var facts = await ReadAsync();

        Assert.That((facts.Waiting.Count, facts.NotLookedUp.Count, facts.Failed.Count), Is.EqualTo((0, 0, 0)));
        Assert.That(Asked, Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public async Task Read_DescendantsOfAnImageWithUpdates_AreNotAsked()
    {
        Fixture.Tree.With("root").With("child", "root").With("grandchild", "child").With("other");
        await Fixture.PublishAsync(["root", "child", "grandchild", "other"]);
        Answers["root"] = None;
        Answers["child"] = Waiting;
        Answers["other"] = Waiting;

        var facts = await ReadAsync();

        Assert.That(Asked, Is.EquivalentTo(new[] { "root", "child", "other" }));
        Assert.That(facts.Waiting.Keys, Is.EquivalentTo(new[] { "child", "other" }));
    }

    [Test]
    public async Task Read_ImageThatTheRegistryDoesNotHave_IsNotAsked()
    {
        Fixture.Tree.With("root").With("child", "root");
        await Fixture.PublishAsync(["root"]);
        Answers["root"] = None;

        await ReadAsync();

        Assert.That(Asked, Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public async Task Read_Image_IsAskedByItsDigestAsRootBehindTheProxy()
    {
        await PublishAsync("root");
        Answers["root"] = None;

        await ReadAsync();

        await Images.Received(1).PullAsync(NameOf("root"), Arg.Any<CancellationToken>());
        Assert.That(Made[0].Image, Is.EqualTo(NameOf("root")));
        Assert.That(Made[0].User, Is.EqualTo("0"));
        Assert.That(Made[0].Environment["http_proxy"], Is.EqualTo("http://proxy.test"));
    }

    [Test]
    public async Task Read_Images_AreAskedSeveralAtOnceButNoMoreThanThereAreJobs()
    {
        Jobs = 2;
        Fixture.Tree.With("a").With("b").With("c");
        await Fixture.PublishAsync(["a", "b", "c"]);
        Answers["a"] = Answers["b"] = Answers["c"] = None;
        var (running, most) = (0, 0);
        var both = new TaskCompletionSource();
        Containers
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(async _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                if (running == 2)
                {
                    both.TrySetResult();
                }

                await both.Task.WaitAsync(TimeSpan.FromSeconds(30));
                Interlocked.Decrement(ref running);
                return 0;
            });

        await ReadAsync();

        Assert.That((Made.Count, most), Is.EqualTo((3, 2)));
    }

    [Test]
    public async Task Read_ImagesThatItPulled_AreRemovedAndThatWhichWasThereStays()
    {
        await PublishWithOtherAsync();
        Answers["root"] = "failed apt-get update: E: 503\n";
        There.Add(NameOf("other"));

        await ReadAsync();

        Assert.That(There, Is.EqualTo(new[] { NameOf("other") }));
    }

    [Test]
    public async Task Read_ThatIsCancelled_LeavesNoImage()
    {
        await PublishWithOtherAsync();
        using var stop = new CancellationTokenSource();
        Containers
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(async _ =>
            {
                await stop.CancelAsync();
                stop.Token.ThrowIfCancellationRequested();
                return 0;
            });

        Assert.CatchAsync<OperationCanceledException>(() => ReadAsync(stop.Token));

        Assert.That(There, Is.Empty);
    }

    [Test]
    public async Task Read_WithoutAnEngine_SaysSoBeforeAnythingIsAsked()
    {
        await PublishAsync("root");
        Commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(1, "", "Cannot connect"));

        var error = Assert.ThrowsAsync<BakehouseException>(() => ReadAsync())!;

        Assert.That(error.Problem, Does.Contain("Cannot connect"));
        Assert.That(Made, Is.Empty);
    }
}
