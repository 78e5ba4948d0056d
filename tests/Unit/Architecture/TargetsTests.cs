using System.Reflection;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Bakehouse.UnitTests.Architecture;

/// <summary>
/// All targets of this repository, as <c>--tree</c> has them, are those of <c>targets.txt</c>: a line for each,
/// <c>Name: what it depends on</c>. Whoever adds an image or a target adds its lines.
/// </summary>
internal sealed class TargetsTests : IDisposable
{
    private readonly ServiceProvider provider = Repository.Services().BuildServiceProvider();
    private readonly ICakeEngine engine;

    public TargetsTests()
    {
        engine = provider.GetRequiredService<ICakeEngine>();
        foreach (var type in Repository.TaskTypes)
        {
            Register(type);
        }
    }

    public void Dispose() => provider.Dispose();

    [Test]
    public void Targets_AreThoseOfTheList()
    {
        var expected = File.ReadAllLines(Path.Combine(Repository.Root, "tests/Unit/Architecture/targets.txt"));
        var actual = engine.Tasks.Select(Line).Order(StringComparer.Ordinal).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(actual.Except(expected), Is.Empty, "there, but not listed");
            Assert.That(expected.Except(actual), Is.Empty, "listed, but not there");
        }
    }

    [Test]
    public void Targets_AllHaveADescription() =>
        Assert.That(
            engine.Tasks.Where(task => string.IsNullOrWhiteSpace(task.Description)).Select(task => task.Name),
            Is.Empty
        );

    [Test]
    public void Dependencies_AreAllThere() =>
        Assert.That(
            engine.Tasks.SelectMany(task => task.Dependencies).Select(dependency => dependency.Name).Distinct(),
            Is.SubsetOf(engine.Tasks.Select(task => task.Name))
        );

    private static string Line(ICakeTaskInfo task) =>
        $"{task.Name}: {string.Join(", ", task.Dependencies.Select(dependency => dependency.Name).Order(StringComparer.Ordinal))}".TrimEnd();

    // As Frosting does when a run starts.
    private void Register(Type type)
    {
        var task = engine.RegisterTask(NameOf(type));
        task.Description(type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description);
        foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
        {
            task.IsDependentOn(NameOf(dependency.Task));
        }
    }

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()!.Name;
}
