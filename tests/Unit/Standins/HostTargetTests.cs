using Cake.Core;
using Cake.Frosting;

namespace Bakehouse.UnitTests.Standins;

public class HostTargetTests
{
    private static readonly Type[] Tasks = [typeof(Bread), typeof(Oven), typeof(Dough), typeof(Flour), typeof(Shop)];

    [Test]
    public void Target_WithDependencies_RunsThemFirst()
    {
        var run = new HostFixture(Tasks).Run("--target=Bread");

        Assert.That(run.Journal, Is.EqualTo(["Flour", "Dough", "Oven", "Bread"]));
        Assert.That(run.ExitCode, Is.Zero);
    }

    [Test]
    public void Target_NotGiven_IsDefault()
    {
        var run = new HostFixture(Tasks).Run();

        Assert.That(run.Journal, Is.EqualTo(["Default"]));
    }

    [TestCase("--target", "Dough")]
    [TestCase("-t", "Dough")]
    [TestCase("--Target", "dough")]
    public void Target_InEachSpelling_IsFound(string option, string target)
    {
        var run = new HostFixture(Tasks).Run(option, target);

        Assert.That(run.Journal, Is.EqualTo(["Flour", "Dough"]));
    }

    [Test]
    public void Targets_WithACommonDependency_RunItOnce()
    {
        var run = new HostFixture(Tasks).Run("--target=Dough", "--target=Bread");

        Assert.That(run.Journal, Is.EqualTo(["Flour", "Dough", "Oven", "Bread"]));
    }

    [Test]
    public void Exclusive_WithDependencies_RunsTheTargetAlone()
    {
        var run = new HostFixture(Tasks).Run("--target=Bread", "--exclusive");

        Assert.That(run.Journal, Is.EqualTo(["Bread"]));
    }

    [Test]
    public void Target_ThatDoesNotExist_FailsAndNamesIt()
    {
        var run = new HostFixture(Tasks).Run("--target=Cake");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("The target 'Cake' was not found."));
        Assert.That(run.Journal, Is.Empty);
    }

    [Test]
    public void Dependency_OnSomethingElseThanATask_Fails()
    {
        var run = new HostFixture(typeof(Confused)).Run("--target=Confused");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("The dependency 'String' is not a valid task."));
    }

    [TaskName("Flour")]
    private sealed class Flour(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write("Flour");
    }

    [TaskName("Dough")]
    [IsDependentOn(typeof(Flour))]
    private sealed class Dough(Journal journal) : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            journal.Write("Dough");
        }
    }

    // Named by its class, and put before the bread by itself.
    [IsDependentOn(typeof(Dough))]
    [IsDependeeOf(typeof(Bread))]
    private sealed class Oven(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write("Oven");
    }

    [TaskName("Bread")]
    [IsDependentOn(typeof(Dough))]
    private sealed class Bread(Journal journal) : FrostingTask<IFrostingContext>
    {
        public override void Run(IFrostingContext context) => journal.Write("Bread");
    }

    [TaskName("Default")]
    private sealed class Shop(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write("Default");
    }

    [IsDependentOn(typeof(string))]
    private sealed class Confused : FrostingTask;
}
