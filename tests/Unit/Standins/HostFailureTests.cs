using Cake.Core;
using Cake.Frosting;

namespace Bakehouse.UnitTests.Standins;

public class HostFailureTests
{
    [Test]
    public void Exception_OfATask_FailsTheRunWithItsMessage()
    {
        var run = new HostFixture(typeof(Burnt)).Run("--target=Burnt");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("Error: The bread is black."));
        Assert.That(run.Output, Does.Not.Contain("   at "));
    }

    [Test]
    public void Exception_AtDiagnosticVerbosity_IsPrintedWithItsStackTrace()
    {
        var run = new HostFixture(typeof(Burnt)).Run("--target=Burnt", "--verbosity=diagnostic");

        Assert.That(run.Output, Does.Contain("Registering task: Burnt"));
        Assert.That(run.Output, Does.Match(@"at .*Burnt\.Run"));
    }

    [Test]
    public void OnError_Overridden_HandlesTheException()
    {
        var run = new HostFixture(typeof(Rescued)).Run("--target=Rescued");

        Assert.That(run.Journal, Is.EqualTo(["The bread is black.", "cooled"]));
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    public void ContinueOnError_WithAnException_RunsWhatDependsOnTheTask()
    {
        var run = new HostFixture(typeof(Crumbs), typeof(Pudding)).Run("--target=Pudding");

        Assert.That(run.Journal, Is.EqualTo(["Pudding"]));
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    public void ShouldRun_False_SkipsTheTaskAndReportsWhy()
    {
        var run = new HostFixture(typeof(OutOfSeason), typeof(Menu)).Run("--target=Menu");

        Assert.That(run.Journal, Is.EqualTo(["Menu"]));
        Assert.That(run.Output, Does.Contain("no plums yet"));
    }

    [Test]
    public void WorkingDirectory_ThatDoesNotExist_FailsAndNamesIt()
    {
        var run = new HostFixture(typeof(Menu)).Run("--target=Menu", "--working=/no/such/folder");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("The working directory '/no/such/folder' does not exist."));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void Tool_OfAnUnknownScheme_FailsBeforeAnythingRuns()
    {
        var fixture = new HostFixture(typeof(Menu));
        fixture.Host.InstallTool(new Uri("baker:?package=rolling-pin"));

        var run = fixture.Run("--target=Menu");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("Could not find an installer for the 'baker' scheme."));
        Assert.That(run.Journal, Is.Empty);
    }

    private sealed class Burnt : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException("The bread is black.");
    }

    private sealed class Rescued(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException("The bread is black.");

        public override void OnError(Exception exception, ICakeContext context) => journal.Write(exception.Message);

        public override void Finally(ICakeContext context) => journal.Write("cooled");
    }

    [ContinueOnError]
    private sealed class Crumbs : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new CakeException("It fell apart.");
    }

    [IsDependentOn(typeof(Crumbs))]
    private sealed class Pudding(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write("Pudding");
    }

    private sealed class OutOfSeason(Journal journal) : FrostingTask, IFrostingTask
    {
        string IFrostingTask.SkippedMessage => "no plums yet";

        public override bool ShouldRun(ICakeContext context) => false;

        public override void Run(ICakeContext context) => journal.Write("OutOfSeason");
    }

    [IsDependentOn(typeof(OutOfSeason))]
    private sealed class Menu(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write("Menu");
    }
}
