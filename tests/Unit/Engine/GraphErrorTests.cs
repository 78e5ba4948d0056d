using Cake.Core;

namespace Bakehouse.UnitTests.Engine;

public sealed class GraphErrorTests
{
    [Test]
    public async Task Target_Mistyped_NamesTheNearest()
    {
        var fixture = EngineFixture.WithJobs(1);
        foreach (var name in (string[])["Build-Base", "Build-Bass", "Push-All", "Build-Basis", "Biuld-Base"])
            fixture.Task(name);

        var error = await fixture.CatchAsync("build-bsae");

        Assert.That(error, Is.TypeOf<CakeException>());
        Assert.That(
            error!.Message,
            Is.EqualTo(
                "The target 'build-bsae' was not found. Did you mean 'Build-Base', 'Build-Bass' or 'Biuld-Base'?"
            )
        );
    }

    [Test]
    public async Task Target_LikeNothing_NamesNothingElse()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Build-Base");

        var error = await fixture.CatchAsync("Zzz");

        Assert.That(error!.Message, Is.EqualTo("The target 'Zzz' was not found."));
    }

    [Test]
    public async Task Targets_SeveralUnknown_AreAllNamed()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("A-Task");

        var error = await fixture.CatchAsync("Missing", "A-Task", "A-Tusk");

        Assert.That(
            error!.Message.Split(Environment.NewLine),
            Is.EqualTo(
                (string[])
                    ["The target 'Missing' was not found.", "The target 'A-Tusk' was not found. Did you mean 'A-Task'?"]
            )
        );
    }

    [Test]
    public async Task Dependency_Missing_NamesBothAndTheNearest()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Build");
        fixture.Task("Test", "Biuld");

        var error = await fixture.CatchAsync("Build");

        Assert.That(error, Is.TypeOf<CakeException>());
        Assert.That(
            error!.Message,
            Is.EqualTo("Task 'Test' depends on task 'Biuld' but there is no such task. Did you mean 'Build'?")
        );
    }

    [Test]
    public async Task Dependee_Missing_NamesBoth()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Build").IsDependeeOf("Nowhere");

        var error = await fixture.CatchAsync("Build");

        Assert.That(
            error!.Message,
            Is.EqualTo("Task 'Build' says that task 'Nowhere' depends on it, but there is no such task.")
        );
    }

    [Test]
    public async Task Circle_Anywhere_IsNamedWhole()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Apart");
        fixture.Task("Downstream", "A");
        fixture.Task("A", "Apart", "B");
        fixture.Task("B", "C");
        fixture.Task("C", "A");

        var error = await fixture.CatchAsync("Apart");

        Assert.That(error, Is.TypeOf<CakeException>());
        Assert.That(error!.Message, Is.EqualTo("Tasks depend on one another in a circle: A → B → C → A."));
    }

    [Test]
    public async Task Circle_OfOneTask_IsNamed()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("A", "a");

        var error = await fixture.CatchAsync("A");

        Assert.That(error!.Message, Is.EqualTo("Tasks depend on one another in a circle: A → A."));
    }

    [Test]
    public async Task AnyOfThem_BeforeTheRun_NothingRan()
    {
        var fixture = EngineFixture.WithJobs(1);
        var lifetime = new List<string>();
        fixture.Engine.RegisterSetupAction(_ => lifetime.Add("setup"));
        fixture.Engine.RegisterTeardownAction(_ => lifetime.Add("teardown"));
        fixture.Task("A");
        fixture.Task("B", "Nowhere");

        await fixture.CatchAsync("A");

        Assert.That(fixture.Ran.Concat(lifetime), Is.Empty);
    }

    [Test]
    public void Task_RegisteredTwice_IsRefused()
    {
        var fixture = EngineFixture.WithJobs(1);
        fixture.Task("Build");

        Assert.That(
            () => fixture.Task("BUILD"),
            Throws
                .TypeOf<CakeException>()
                .With.Message.EqualTo("Another task with the name 'BUILD' has already been added.")
        );
    }

    [Test]
    public void Target_NotGiven_IsRefused() =>
        Assert.That(() => EngineFixture.WithJobs(1).RunAsync(new ExecutionSettings()), Throws.ArgumentException);
}
