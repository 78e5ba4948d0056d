using Bakehouse.Tasks;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Tasks;

/// <summary>Which images a run is about, by the tasks that it executes.</summary>
internal sealed class RunScopeTests : IDisposable
{
    private readonly ImageTree tree = new ImageTree().With("root").With("child", "root");

    public void Dispose() => tree.Dispose();

    [TestCase("Child", new[] { "child" })]
    [TestCase("Build-Root,Test-Root,Build-Child", new[] { "root", "child" })]
    [TestCase("tag-child,BUILD-ROOT", new[] { "root", "child" })]
    [TestCase("Clean,Build-All", new string[0])]
    public void Images_AreThoseThatATaskNames_ParentsFirst(string tasks, string[] images) =>
        Assert.That(ScopeOf(tasks).Images.Select(image => image.Name), Is.EqualTo(images));

    [TestCase("Push-Child", true)]
    [TestCase("Tag-Child,Test-Root", false)]
    public void Pushes_WhereATaskPushes(string tasks, bool pushes) =>
        Assert.That(ScopeOf(tasks).Pushed.Count > 0, Is.EqualTo(pushes));

    [TestCase("Child", new[] { "child" })]
    [TestCase("build-child", new[] { "child" })]
    [TestCase("Build-All", new[] { "root", "child" })]
    [TestCase("Build-All,Child", new[] { "root", "child" })]
    public void Named_AreThoseOfTheCommandLineAndNotTheirParents(string targets, string[] named) =>
        Assert.That(ScopeOf("Build-Root,Test-Root,Build-Child,Child,Build-All", targets).Named, Is.EqualTo(named));

    [TestCase("Child", new[] { "child" })]
    [TestCase("push-child", new[] { "child" })]
    [TestCase("Build-All", new string[0])]
    [TestCase("Build-All,Child", new[] { "child" })]
    [TestCase("Default", new string[0])]
    public void Singled_AreThoseThatATargetNamesByThemselves(string targets, string[] singled) =>
        Assert.That(ScopeOf("Build-Root,Test-Root,Build-Child,Child", targets).Singled, Is.EqualTo(singled));

    [Test]
    public void Singled_OfAPlanOfAllImages_IsNone() =>
        Assert.That(RunScope.All(tree.Load(), tree.LoadCopies()).Singled, Is.Empty);

    private RunScope ScopeOf(string tasks, string targets = "") =>
        RunScope.Of(tree.Load(), tree.LoadCopies(), tasks.Split(','), targets.Split(','));
}
