using Bakehouse.UnitTests.Facts;

namespace Bakehouse.UnitTests.Steps;

/// <summary>Somebody else moves names in a shared engine: what is tested, tagged and pushed is what was built.</summary>
internal sealed class MovedNameTests : IDisposable
{
    private const string Repository = "registry.test/base/root";
    private readonly StepFixture fixture = new();

    public MovedNameTests() => fixture.Tree.With("root").WithTest("root");

    private string WorkingTag => fixture.Identity.WorkingTagOf("root");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task WorkingTag_MovedBehindTheBuild_IsNotWhatIsTestedAndPushed()
    {
        await fixture.PlanAsync();
        fixture.Engine.OnBuilt = _ => fixture.Engine.Move(WorkingTag);

        await fixture.BakeAsync("root");

        Assert.That(fixture.TestedIds, Is.EqualTo(new[] { fixture.Run.ResultOf("root").Id }));
        await RequireOursAsync("topic");
    }

    [Test]
    public async Task WorkingTag_MovedWhileTestsRun_IsNotWhatIsPushed()
    {
        await fixture.PlanAsync();
        fixture.OnTest = _ => fixture.Engine.Move(WorkingTag);

        await fixture.BakeAsync("root");

        await RequireOursAsync("topic");
    }

    [Test]
    public async Task WorkingTag_MovedWhileTestsRun_IsNotWhatIsTaggedInTheEngine()
    {
        await fixture.PlanAsync();
        fixture.OnTest = _ => fixture.Engine.Move(WorkingTag);
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");

        await fixture.TagAsync("root");

        var tagged = await fixture.Engine.FindAsync($"{Repository}:topic", CancellationToken.None);
        Assert.That(tagged!.Id, Is.EqualTo(fixture.Run.ResultOf("root").Id));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task PushedName_MovedWhileItIsPushed_IsAnErrorAndLeavesTheTestedImageUnderTheFingerprint(bool isIndex)
    {
        await fixture.PlanAsync();
        fixture.Engine.PushesIndex = isIndex;
        var moves = 1;
        fixture.Engine.OnWork = name =>
        {
            if (name.StartsWith(Repository, StringComparison.Ordinal) && moves-- > 0)
            {
                fixture.Engine.Move(name);
            }
        };

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.BakeAsync("root"))!;

        Assert.That(error.Problem, Does.StartWith("root gets no tag").And.Contain("moved the name"));
        var tag = fixture.FingerprintOf("root").Tag;
        Assert.That(fixture.Registry.TagsOf(Repository), Is.EqualTo(new[] { tag }));
        if (!isIndex)
        {
            await RequireOursAsync(tag);
        }
    }

    [Test]
    public async Task ParentsName_MovedWhileTheChildIsBuilt_IsAnErrorThatNamesIt()
    {
        fixture.Tree.With("child", "root");
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        fixture.Engine.OnWork = _ => fixture.Engine.Move(WorkingTag);

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.BuildAsync("child"))!;

        Assert.That(error.Problem, Does.Contain(WorkingTag).And.Contain(fixture.Run.ResultOf("root").Id));
        Assert.That(fixture.Run.ResultOf("child").IsInEngine, Is.False);
    }

    [Test]
    public async Task ParentsName_MovedAndPutBackWhileTheChildIsBuilt_IsAnErrorToo()
    {
        fixture.Tree.With("child", "root");
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        var id = fixture.Run.ResultOf("root").Id!;
        fixture.Engine.OnWork = _ => fixture.Engine.Move(WorkingTag);
        fixture.Engine.OnBuilt = _ =>
            fixture.Engine.TagAsync(id, WorkingTag, CancellationToken.None).GetAwaiter().GetResult();

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.BuildAsync("child"))!;

        Assert.That(error.Problem, Does.StartWith("child was not built on root"));
    }

    private async Task RequireOursAsync(string tag)
    {
        var config = await fixture.Registry.ConfigOfAsync(FactFixture.NameOf("root", tag));
        var ours = await fixture.Engine.FindAsync(fixture.Run.ResultOf("root").Id!, CancellationToken.None);
        Assert.That(config.DiffIds, Is.EqualTo(ours!.DiffIds));
    }
}
