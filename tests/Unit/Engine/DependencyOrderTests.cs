using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

public sealed class DependencyOrderTests
{
    [Test]
    public async Task Dependencies_OfTheTarget_RunFirst()
    {
        var fixture = EngineFixture.WithJobs(4);
        fixture.Task("C", "B");
        fixture.Task("B", "A");
        fixture.Task("A");

        await fixture.RunAsync("C");

        Assert.That(fixture.Ran, Is.EqualTo((string[])["A", "B", "C"]));
    }

    [Test]
    public async Task Dependees_OfATask_RunAfterIt()
    {
        var fixture = EngineFixture.WithJobs(4);
        fixture.Task("Target");
        fixture.Task("First").IsDependeeOf("Target");

        await fixture.RunAsync("Target");

        Assert.That(fixture.Ran, Is.EqualTo((string[])["First", "Target"]));
    }

    [Test]
    public async Task Names_InAnotherCase_AreTheSame()
    {
        var fixture = EngineFixture.WithJobs(4);
        fixture.Task("B", "a");
        fixture.Task("A");

        await fixture.RunAsync("b");

        Assert.That(fixture.Ran, Is.EqualTo((string[])["A", "B"]));
    }

    [Test]
    public async Task Diamond_SharedDependency_RunsOnce()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Root");
        fixture.Task("Left", "Root");
        fixture.Task("Right", "Root", "root");
        fixture.Task("Top", "Left", "Right");

        await fixture.RunAsync("Top");

        Assert.That(fixture.Ran, Is.EqualTo((string[])["Root", "Left", "Right", "Top"]));
    }

    [Test]
    public async Task Targets_Several_RunOnceEachAndNothingElse()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Shared");
        fixture.Task("A", "Shared");
        fixture.Task("B", "Shared");
        fixture.Task("Other");

        await fixture.RunAsync(
            new ExecutionSettings().SetTargets(["B", "A", "b"]).UseUnifiedDependencyGraphForMultipleTargets(false)
        );

        Assert.That(fixture.Ran, Is.EqualTo((string[])["Shared", "A", "B"]));
    }

    [Test]
    public async Task Exclusive_Targets_RunAloneInTheirOrder()
    {
        var fixture = EngineFixture.WithJobs(4);
        fixture.Task("A");
        fixture.Task("B", "A");
        fixture.Task("C", "B");

        await fixture.RunAsync(new ExecutionSettings().SetTargets(["C", "B"]).UseExclusiveTarget());

        Assert.That(fixture.Ran, Is.EqualTo((string[])["B", "C"]));
    }

    [Test]
    public async Task OptionalDependency_Missing_IsLeftOut()
    {
        var fixture = EngineFixture.WithJobs(4);
        var task = fixture.Task("A");
        CakeTaskExtensions.AddDependency(Registered(fixture, task), "Nowhere", required: false);
        CakeTaskExtensions.AddDependee(Registered(fixture, task), "Nowhere", required: false);

        await fixture.RunAsync("A");

        Assert.That(fixture.Ran, Is.EqualTo((string[])["A"]));
    }

    private static CakeTask Registered(EngineFixture fixture, CakeTaskBuilder builder) =>
        fixture.Engine.Tasks.OfType<CakeTask>().Single(task => task == builder.Task);
}
