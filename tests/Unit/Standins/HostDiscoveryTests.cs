using System.Reflection;
using Cake.Frosting;

namespace Bakehouse.UnitTests.Standins;

public class HostDiscoveryTests
{
    [Test]
    public void Assembly_WithTasks_GivesItsPublicConcreteOnes()
    {
        var fixture = new HostFixture();
        fixture.Host.AddAssembly(new PartOfThisAssembly(typeof(Shelf)));

        var run = fixture.Run("--tree");

        Assert.That(run.Output, Does.Contain("OnTheShelf"));
        Assert.That(run.Output, Does.Not.Contain("BelowTheCounter").And.Not.Contain("Recipe"));
    }

    [Test]
    public void Assembly_WithAGenericTask_CannotBeUsed()
    {
        var fixture = new HostFixture();
        fixture.Host.AddAssembly(new PartOfThisAssembly(typeof(Trap)));

        Assert.That(fixture.Run("--tree").ExitCode, Is.Not.Zero);
    }

    public static class Shelf
    {
        public class OnTheShelf : FrostingTask;

        public abstract class Recipe : FrostingTask;

        internal sealed class BelowTheCounter : FrostingTask;
    }

    public static class Trap
    {
        public class Generic<T> : FrostingTask;
    }

    /// <summary>What this assembly exports, cut down to what one class holds.</summary>
    private sealed class PartOfThisAssembly(Type holder) : Assembly
    {
        public override Type[] GetExportedTypes() =>
            [.. holder.Assembly.GetExportedTypes().Where(type => type.DeclaringType == holder)];
    }
}
