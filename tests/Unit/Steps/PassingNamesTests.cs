using Bakehouse.Steps;

namespace Bakehouse.UnitTests.Steps;

/// <summary>What a run leaves in the engine.</summary>
internal sealed class PassingNamesTests : IDisposable
{
    private readonly StepFixture fixture = new();

    public PassingNamesTests() => fixture.Tree.With("root").WithTest("root");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task End_OfARunThatPushed_LeavesNothingInTheEngine()
    {
        fixture.Pushed.Add("root");
        await fixture.PlanAsync();
        await fixture.BakeAsync("root");

        await EndAsync();

        Assert.That(fixture.Registry.TagsOf("registry.test/base/root"), Does.Contain("topic"));
        Assert.That(fixture.Engine.Names, Is.Empty);
    }

    [Test]
    public async Task End_OfARunThatPulledToTest_LeavesNothingInTheEngine()
    {
        await fixture.Facts.PublishAsync(["root"], tested: false);
        await fixture.PlanAsync();
        await fixture.TestAsync("root");

        await EndAsync();

        Assert.That(fixture.Journal, Has.Some.StartsWith("pull"));
        Assert.That(fixture.Engine.Names, Is.Empty);
    }

    [Test]
    public async Task End_OfARunThatPulledWhatWasThere_LeavesThat()
    {
        await fixture.Facts.PublishAsync(["root"], tested: false);
        var plan = await fixture.PlanAsync();
        var name = $"registry.test/base/root@{plan.Find("root")!.Digest}";
        await fixture.Engine.PullAsync(name, CancellationToken.None);
        await fixture.TestAsync("root");

        await EndAsync();

        Assert.That(fixture.Engine.Names, Is.EqualTo(new[] { name }));
    }

    private Task EndAsync() => new WorkingTags(fixture.Engine, fixture.Run, fixture.Identity).RemoveAsync();
}
