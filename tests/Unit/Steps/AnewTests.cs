using Bakehouse.Planning;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Steps;

/// <summary>An image made anew takes the place of the one with the same fingerprint.</summary>
internal sealed class AnewTests : IDisposable
{
    private const string Repository = "registry.test/base/root";
    private readonly StepFixture fixture = new();

    public AnewTests() => fixture.Tree.With("root").With("child", "root");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Bake_ImageMadeAnew_TakesAllNamesOfTheOneBefore()
    {
        await PublishAsync();
        var tags = fixture.Registry.TagsOf(Repository).ToList();
        var before = fixture.Registry[$"{Repository}:topic"];
        await PlanAnewAsync();

        await fixture.BakeAsync("root", "child");

        Assert.That(fixture.Registry.TagsOf(Repository), Is.EquivalentTo(tags));
        Assert.That(tags.Select(tag => fixture.Registry[$"{Repository}:{tag}"]).Distinct().Count(), Is.EqualTo(1));
        Assert.That(fixture.Registry[$"{Repository}:topic"], Is.Not.EqualTo(before));
    }

    [Test]
    public async Task Bake_ImageMadeAnew_IsWhatTheNextRunFindsAndLeavesAlone()
    {
        await PublishAsync();
        await PlanAnewAsync();
        await fixture.BakeAsync("root", "child");
        fixture.Facts.Known = fixture.Facts.Known with { Anew = new Dictionary<string, IReadOnlyList<string>>() };

        var plan = await fixture.PlanAsync();

        Assert.That(plan.Images.Select(image => image.Action), Is.All.EqualTo(ImageAction.Nothing));
    }

    [Test]
    public async Task Image_ThatCouldNotBeAskedForUpdates_FailsWhicheverTargetIsFirst()
    {
        await PublishAsync();
        fixture.Facts.Known = fixture.Facts.Known with
        {
            Unasked = new Dictionary<string, IReadOnlyList<string>> { ["root"] = ["no archive answers root"] },
        };
        await fixture.PlanAsync();

        foreach (var step in (Func<string, Task>[])[fixture.BuildAsync, fixture.PushAsync])
        {
            var error = Assert.ThrowsAsync<BakehouseException>(() => step("root"))!;
            Assert.That(error.Problem, Does.Contain("no archive answers root"));
            Assert.That(error.Remedy, Does.Contain("--force"));
        }

        Assert.That(fixture.Journal, Is.Empty);
    }

    [Test]
    public async Task Build_ImageMadeAnew_DoesWithoutTheLayerCache()
    {
        await PublishAsync();
        await PlanAnewAsync();

        await fixture.BuildAsync("root");
        await fixture.BuildAsync("child");

        Assert.That(fixture.Engine.Builds.Select(build => build.NoCache), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task Labels_OfAnImageMadeAnew_HaveTheTimeOfTheRun()
    {
        await PublishAsync();
        await PlanAnewAsync();

        await fixture.BakeAsync("root");

        var labels = await fixture.Registry.LabelsOfAsync($"{Repository}:topic");
        Assert.That(labels["org.opencontainers.image.created"], Is.EqualTo("2026-11-21T14:36:00Z"));
    }

    [Test]
    public async Task Push_SomebodyElseMadeItAnewMeanwhile_TakesTheirs()
    {
        await PublishAsync();
        await PlanAnewAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        var theirs = fixture.Registry.Put(
            $"{Repository}:{fixture.FingerprintOf("root").Tag}",
            "theirs",
            FingerprintLabel.Write(fixture.Run.InputsOf("root").Build)
        );

        await fixture.PushAsync("root");

        Assert.That(fixture.DigestOf("root"), Is.EqualTo(theirs));
    }

    [Test]
    public async Task Push_TestsFail_LeavesEveryNameWhereItWas()
    {
        fixture.Tree.WithTest("root");
        await PublishAsync();
        var before = fixture.Registry[$"{Repository}:topic"];
        await PlanAnewAsync();
        fixture.Broken.Add("root");
        await fixture.BuildAsync("root");

        Assert.CatchAsync(() => fixture.TestAsync("root"));
        Assert.CatchAsync(() => fixture.PushAsync("root"));

        Assert.That(
            fixture.Registry.TagsOf(Repository).Select(tag => fixture.Registry[$"{Repository}:{tag}"]),
            Is.All.EqualTo(before)
        );
    }

    private Task PublishAsync() =>
        fixture.Facts.PublishAsync(["root", "child"], tested: true, "topic", PlannerFacts.Commit);

    private Task<Plan> PlanAnewAsync()
    {
        fixture.Facts.Known = fixture.Facts.Known with
        {
            Anew = new Dictionary<string, IReadOnlyList<string>> { ["root"] = ["forced"] },
        };
        return fixture.PlanAsync();
    }
}
