using Bakehouse.Adapters.Docker;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Steps;

/// <summary>Docker is started for an image before its turn, and builds nothing before its turn has come.</summary>
internal sealed class EarlyBuildsTests : IDisposable
{
    private readonly StepFixture fixture = new();

    private IEnumerable<string> Waiting => fixture.Engine.Waiting.Keys.Select(name => name.Split(':')[1]);

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Build_Parent_StartsDockerForItsChildrenThatBuildNothingYet()
    {
        fixture.Tree.With("root").With("left", "root").With("right", "root").With("grandchild", "left");
        await PlanAsync();

        await BuildAsync("root");

        Assert.That(() => Waiting, Is.EquivalentTo(new[] { "left", "right" }).After(30_000, 5));
        await fixture.EndAsync();
        Assert.That(fixture.Journal, Is.EqualTo(new[] { "build working/root" }));
    }

    [Test]
    public async Task Run_ThatBegins_StartsDockerForThoseThatWaitForNoOther()
    {
        fixture.Tree.With("left").With("right").With("child", "left");
        await PlanAsync();

        fixture.PrepareFirst();

        Assert.That(() => Waiting, Is.EquivalentTo(new[] { "left", "right" }).After(30_000, 5));
        await fixture.EndAsync();
        Assert.That(fixture.Journal, Is.Empty);
    }

    [Test]
    public async Task Build_Child_TakesOverWhatWaitsForIt()
    {
        fixture.Tree.With("root").With("child", "root");
        await PlanAsync();
        await BuildAsync("root");
        Assert.That(() => Waiting, Is.Not.Empty.After(30_000, 5));

        await fixture.BuildAsync("child");

        var build = fixture.Engine.Waiting.Values.Single();
        Assert.That(fixture.Engine.Builds[^1], Is.SameAs(build));
        Assert.That(build.Arguments["ROOT"], Is.EqualTo(fixture.Identity.WorkingTagOf("root")));
        Assert.That(Directory.Exists(build.Context), Is.False);
        Assert.That(fixture.Journal, Is.EqualTo(new[] { "build working/root", "build working/child" }));
    }

    [Test]
    public async Task Build_ChildWhoseDockerEndedMeanwhile_StartsAnother()
    {
        fixture.Tree.With("root").With("child", "root");
        await PlanAsync();
        fixture.Engine.OnWaiting = () => throw new DockerException("docker build", "the engine has gone");
        await BuildAsync("root");
        Assert.ThrowsAsync<DockerException>(() => fixture.WaitingFor("child"));

        await fixture.BuildAsync("child");

        Assert.That(fixture.Run.ResultOf("child").IsInEngine, Is.True);
    }

    [Test]
    public async Task Build_ParentFails_EndsWhatWaitsForIt()
    {
        fixture.Tree.With("root").With("child", "root");
        await PlanAsync();
        fixture.Engine.OnWork = _ => throw new DockerException("docker build", "no space");

        Assert.ThrowsAsync<DockerException>(() => BuildAsync("root"));
        Assert.That(() => Waiting, Is.Not.Empty.After(30_000, 5));
        await fixture.EndAsync();

        Assert.That(fixture.Journal, Is.EqualTo(new[] { "build working/root" }));
        Assert.That(Directory.Exists(fixture.Engine.Waiting.Values.Single().Context), Is.False);
    }

    [Test]
    public async Task Build_ChildOfSeveral_WaitsFromItsLastParentOn()
    {
        fixture.Tree.With("left").With("right").With("child", "left", "right");
        await PlanAsync();

        await BuildAsync("left");
        Assert.That(Waiting, Is.Empty);
        await BuildAsync("right");

        Assert.That(() => Waiting, Is.EqualTo(new[] { "child" }).After(30_000, 5));
        await fixture.EndAsync();
    }

    [Test]
    public async Task Build_MoreChildrenThanJobs_StartsNoMoreThanThose()
    {
        fixture.Tree.With("root").With("a", "root").With("b", "root").With("c", "root");
        await PlanAsync();

        await BuildAsync("root");

        Assert.That(() => Waiting.Count(), Is.EqualTo(2).After(30_000, 5));
        await fixture.EndAsync();
    }

    [Test]
    public async Task Build_ChildWhoseContextAScriptMakes_LetsItWaitForItsTurn()
    {
        fixture.Tree.With("typed-root").With("typed-child", "typed-root").WithFile("typed-child", "make.sh", "");
        fixture.Tree.WithClass(new TypedRoot(), new TypedChild());
        await PlanAsync();

        await BuildAsync("typed-root");
        await fixture.EndAsync();

        Assert.That(fixture.Journal, Is.EqualTo(new[] { "build working/typed-root" }));
        Assert.That(Waiting, Is.Empty);
    }

    private Task PlanAsync()
    {
        fixture.Facts.Options = fixture.Facts.Options with { Jobs = 2 };
        return fixture.PlanAsync();
    }

    // Its children's docker is started aside.
    private async Task BuildAsync(string image)
    {
        try
        {
            await fixture.BuildAsync(image);
        }
        finally
        {
            await fixture.Run.SettleAsync();
        }
    }
}
