using Bakehouse.Engine;
using Bakehouse.Runs;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Bakehouse.UnitTests.Architecture;

/// <summary>The program's own wiring, in this repository.</summary>
internal sealed class ServicesTests : IDisposable
{
    private readonly IServiceCollection services = Repository.Services();
    private readonly ServiceProvider provider;

    public ServicesTests() => provider = services.BuildServiceProvider();

    public void Dispose() => provider.Dispose();

    [TestCaseSource(typeof(Repository), nameof(Repository.TaskTypes))]
    public void Task_AcceptsTheBuildContext(Type task) =>
        Assert.That(
            task.IsAssignableTo(typeof(FrostingTask<BuildContext>))
                || task.IsAssignableTo(typeof(AsyncFrostingTask<BuildContext>)),
            "Frosting leaves a task with another context out, with no more than a warning."
        );

    [TestCaseSource(typeof(Repository), nameof(Repository.TaskTypes))]
    public void Task_HasNameAndDescription(Type task)
    {
        Assert.That(task.GetCustomAttributes(typeof(TaskNameAttribute), false), Has.Length.EqualTo(1));
        Assert.That(task.GetCustomAttributes(typeof(TaskDescriptionAttribute), false), Has.Length.EqualTo(1));
    }

    [TestCaseSource(typeof(Repository), nameof(Repository.TaskTypes))]
    public void Task_CanBeMadeWithEverythingThatItPutsOff(Type task)
    {
        var put = task.GetConstructors().Single().GetParameters().Select(parameter => parameter.ParameterType);

        Assert.That(() => ActivatorUtilities.CreateInstance(provider, task), Throws.Nothing);
        foreach (var lazy in put.Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>)))
        {
            Assert.That(() => ((dynamic)provider.GetRequiredService(lazy)).Value, Is.Not.Null, lazy.ToString());
        }
    }

    [Test]
    public void Services_OfOurs_AllResolve()
    {
        var ours = services
            .Select(service => service.ServiceType)
            .Where(type => type.Assembly == typeof(BuildContext).Assembly)
            .Distinct()
            .ToList();

        Assert.That(ours, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            foreach (var type in ours)
            {
                Assert.That(() => provider.GetRequiredService(type), Throws.Nothing, type.Name);
            }
        }
    }

    [Test]
    public void Services_OfTheHostThatWeReplace_AreOurs()
    {
        Assert.That(provider.GetRequiredService<ICakeEngine>(), Is.TypeOf<ParallelEngine>());
        Assert.That(provider.GetRequiredService<IFrostingContext>(), Is.TypeOf<BuildContext>());
        Assert.That(provider.GetRequiredService<IFrostingSetup>(), Is.TypeOf<RunLifetime>());
    }
}
