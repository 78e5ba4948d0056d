using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Bakehouse.UnitTests.Standins;

public class HostContextTests
{
    [Test]
    public void Lifetimes_OfARun_SurroundItAndEachTask()
    {
        var fixture = new HostFixture(typeof(First), typeof(Second));
        fixture.Host.UseContext<Kitchen>().UseLifetime<Day>().UseTaskLifetime<Order>();

        var run = fixture.Run("--target=Second");

        Assert.That(
            run.Journal,
            Is.EqualTo(["open", "begin First", "First", "end First", "begin Second", "Second", "end Second", "close"])
        );
    }

    [Test]
    public void Teardown_AfterAFailure_RunsNevertheless()
    {
        var fixture = new HostFixture(typeof(Broken));
        fixture.Host.UseContext<Kitchen>().UseLifetime<Day>().UseTaskLifetime<Order>();

        var run = fixture.Run("--target=Broken");

        Assert.That(run.Journal, Is.EqualTo(["open", "begin Broken", "end Broken", "close"]));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void Setup_AndTeardownByThemselves_RunToo()
    {
        var fixture = new HostFixture(typeof(First));
        fixture.Host.UseContext<Kitchen>().UseSetup<Morning>().UseTeardown<Evening>();

        var run = fixture.Run("--target=First");

        Assert.That(run.Journal, Is.EqualTo(["morning", "First", "evening"]));
    }

    [Test]
    public void Arguments_UnknownToTheHost_ReachTheContext()
    {
        var fixture = new HostFixture(typeof(Reader));
        fixture.Host.UseContext<Kitchen>();

        var run = fixture.Run("--target=Reader", "--flour=rye", "--grain=a=1", "--grain=b=2", "--dark");

        Assert.That(
            run.Journal,
            Is.EqualTo(["flour rye", "grain a=1,b=2", "dark True", "light False", "target Reader"])
        );
    }

    [Test]
    public void Task_OfAnotherContext_IsLeftOutWithAWarning()
    {
        var run = new HostFixture(typeof(First)).Run("--tree");

        Assert.That(
            run.Output,
            Does.Contain($"Task cannot be used since the context isn't convertible to {typeof(Kitchen).FullName}.")
        );
    }

    [Test]
    public void Task_WithABaseOfTheProgramInBetween_IsTaken()
    {
        var fixture = new HostFixture(typeof(Derived));
        fixture.Host.UseContext<Kitchen>();

        Assert.That(fixture.Run("--target=Derived").Journal, Is.EqualTo(["Derived"]));
    }

    [Test]
    public void Startup_OfAProgram_ConfiguresTheServices()
    {
        var fixture = new HostFixture(typeof(First));
        fixture.Host.UseStartup<OpeningHours>();

        Assert.That(fixture.Run("--target=First").Journal, Is.EqualTo(["morning", "First"]));
    }

    private sealed class Kitchen(ICakeContext context) : FrostingContext(context);

    private sealed class OpeningHours : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.UseContext<Kitchen>().UseSetup<Morning>();
    }

    private sealed class First(Journal journal) : FrostingTask<Kitchen>
    {
        public override void Run(Kitchen context) => journal.Write("First");
    }

    [IsDependentOn(typeof(First))]
    private sealed class Second(Journal journal) : AsyncFrostingTask<Kitchen>
    {
        public override Task RunAsync(Kitchen context)
        {
            journal.Write("Second");
            return Task.CompletedTask;
        }
    }

    private sealed class Broken : FrostingTask<Kitchen>
    {
        public override void Run(Kitchen context) => throw new CakeException("No gas.");
    }

    private abstract class KitchenTask(Journal journal) : FrostingTask<Kitchen>
    {
        public override void Run(Kitchen context) => journal.Write(GetType().Name);
    }

    private sealed class Derived(Journal journal) : KitchenTask(journal);

    private sealed class Reader(Journal journal) : FrostingTask<Kitchen>
    {
        public override void Run(Kitchen context)
        {
            journal.Write($"flour {context.Arguments.GetArgument("flour")}");
            journal.Write($"grain {string.Join(',', context.Arguments.GetArguments("grain"))}");
            journal.Write($"dark {context.Arguments.HasArgument("dark")}");
            journal.Write($"light {context.Arguments.HasArgument("light")}");
            journal.Write($"target {context.Arguments.GetArgument("target")}");
        }
    }

    private sealed class Day(Journal journal) : FrostingLifetime<Kitchen>
    {
        public override void Setup(Kitchen context, ISetupContext info) => journal.Write("open");

        public override void Teardown(Kitchen context, ITeardownContext info) => journal.Write("close");
    }

    private sealed class Order(Journal journal) : FrostingTaskLifetime<Kitchen>
    {
        public override void Setup(Kitchen context, ITaskSetupContext info) => journal.Write($"begin {info.Task.Name}");

        public override void Teardown(Kitchen context, ITaskTeardownContext info) =>
            journal.Write($"end {info.Task.Name}");
    }

    private sealed class Morning(Journal journal) : FrostingSetup<Kitchen>
    {
        public override void Setup(Kitchen context, ISetupContext info) => journal.Write("morning");
    }

    private sealed class Evening(Journal journal) : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Write("evening");
    }
}
