using Bakehouse.Engine;
using Bakehouse.Tasks;
using Bakehouse.UnitTests.Images;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;

namespace Bakehouse.UnitTests.Tasks;

/// <summary>The targets that are derived from images.</summary>
internal sealed class TargetFixture : IDisposable
{
    public ImageTree Tree { get; } = new();

    public ParallelEngine Engine { get; } = new(new CakeDataService(), Substitute.For<ICakeLog>());

    public ICakeTaskInfo this[string name] => Engine.Tasks.Single(task => task.Name == name);

    public TargetFixture Register()
    {
        // The steps are only run by tasks, and no task runs here.
        new ImageTargets(null!, null!, null!, null!, null!).Register(Engine, Tree.Load());
        return this;
    }

    public IEnumerable<string> DependenciesOf(string name) => this[name].Dependencies.Select(other => other.Name);

    public void Dispose() => Tree.Dispose();
}
