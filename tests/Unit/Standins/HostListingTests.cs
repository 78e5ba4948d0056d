using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Bakehouse.UnitTests.Standins;

public class HostListingTests
{
    private readonly HostFixture _fixture = new(typeof(Roll), typeof(Dough));

    [Test]
    public void DryRun_OfATarget_ListsTheOrderAndRunsNothing()
    {
        var run = _fixture.Run("--target=Roll", "--dryrun");

        Assert.That(run.Output, Does.Contain("1. Dough").And.Contain("2. Roll"));
        Assert.That(run.Output, Does.Contain("No tasks were actually executed."));
        Assert.That(run.Journal, Is.Empty);
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    public void Tree_OfTasks_ShowsWhatTheyDependOn()
    {
        var run = _fixture.Run("--tree");

        Assert.That(run.Output, Does.Match(@"Roll\s+└─Dough"));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void Description_OfTasks_IsPrintedBesideTheirNames()
    {
        var run = _fixture.Run("--description");

        Assert.That(run.Output, Does.Match(@"Roll +Small and round"));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void Engine_WithTasksOfItsOwn_IsTheOneThatLists()
    {
        _fixture.Host.ConfigureServices(services => services.AddSingleton<ICakeEngine>(EngineWithATask));

        var run = _fixture.Run("--tree");

        Assert.That(run.Output, Does.Contain("Made-At-Run-Time").And.Contain("Roll"));
    }

    [TestCase("--version")]
    [TestCase("--info")]
    public void Information_AboutTheProgram_RunsNothing(string option)
    {
        var run = _fixture.Run(option, "--target=Roll");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Is.Not.Empty);
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void Report_OfARun_ListsItsTasks()
    {
        var run = _fixture.Run("--target=Roll", "--verbosity=quiet");

        Assert.That(run.Output, Does.Match(@"Dough +\d\d:\d\d:\d\d\.\d+ +Succeeded"));
    }

    [Test]
    public void NoReport_OfARun_PrintsNone()
    {
        var run = _fixture.Run("--target=Roll", "--no-report", "--verbosity=quiet");

        Assert.That(run.Output, Does.Not.Contain("Succeeded"));
        Assert.That(run.Journal, Is.EqualTo(["Dough", "Roll"]));
    }

    private static CakeEngine EngineWithATask(IServiceProvider provider)
    {
        var engine = new CakeEngine(
            provider.GetRequiredService<ICakeDataService>(),
            provider.GetRequiredService<ICakeLog>()
        );
        engine.RegisterTask("Made-At-Run-Time");
        return engine;
    }

    private sealed class Dough(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write("Dough");
    }

    [TaskDescription("Small and round")]
    [IsDependentOn(typeof(Dough))]
    private sealed class Roll(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write("Roll");
    }
}
