using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Tasks;

internal sealed class ImageTargetsTests : IDisposable
{
    private readonly TargetFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [TestCase("Build-Base-Child", "Test-Left", "Test-Right")]
    [TestCase("Test-Base-Child", "Build-Base-Child")]
    [TestCase("Tag-Base-Child", "Test-Base-Child")]
    [TestCase("Push-Base-Child", "Tag-Base-Child", "Push-Left", "Push-Right")]
    [TestCase("Base-Child", "Test-Base-Child")]
    [TestCase("Build-Left")]
    [TestCase("Push-Left", "Tag-Left")]
    [TestCase("Build-All", "Build-Left", "Build-Right", "Build-Base-Child")]
    [TestCase("Test-All", "Test-Left", "Test-Right", "Test-Base-Child")]
    [TestCase("Tag-All", "Tag-Left", "Tag-Right", "Tag-Base-Child")]
    [TestCase("Push-All", "Push-Left", "Push-Right", "Push-Base-Child")]
    public void Target_DependsOn(string name, params string[] dependencies)
    {
        fixture.Tree.With("left").With("right").With("base-child", "left", "right");

        Assert.That(fixture.Register().DependenciesOf(name), Is.EquivalentTo(dependencies));
    }

    [Test]
    public void Targets_All_HaveADescription()
    {
        fixture.Tree.With("root").With("child", "root");

        Assert.That(fixture.Register().Engine.Tasks.Select(task => task.Description), Is.All.Not.Null.And.Not.Empty);
    }

    [Test]
    public void Targets_OfAnImage_NameItInTheirDescriptions()
    {
        fixture.Tree.With("root").With("child", "root");
        fixture.Register();

        Assert.That(
            fixture
                .Engine.Tasks.Where(task => task.Name.EndsWith("Child", StringComparison.Ordinal))
                .Select(task => task.Description)
                .ToList(),
            Has.Count.EqualTo(6).And.All.Contains("child")
        );
    }

    [Test]
    public void OwnTargetOfAnImageWithAClass_IsLeftToTheHostAndThenDependsOnItsTests()
    {
        fixture.Tree.With("typed-root").WithClass(new TypedRoot());
        fixture.Register();
        Assert.That(fixture.Engine.Tasks.Select(task => task.Name), Does.Not.Contain("Typed-Root"));

        fixture.Engine.RegisterTask("Typed-Root");

        Assert.That(fixture.DependenciesOf("Typed-Root"), Is.EqualTo(new[] { "Test-Typed-Root" }));
    }

    [Test]
    public void OtherTasksOfTheHost_GetNoDependency()
    {
        fixture.Tree.With("root");
        fixture.Register().Engine.RegisterTask("Clean");

        Assert.That(fixture.DependenciesOf("Clean"), Is.Empty);
    }

    [Test]
    public void WithoutImages_TheTargetsOfAllAreThereAndEmpty() =>
        Assert.That(
            fixture
                .Register()
                .Engine.Tasks.Where(task => task.Name.EndsWith("-All", StringComparison.Ordinal))
                .Select(task => (task.Name, task.Dependencies.Count)),
            Is.EqualTo(new[] { ("Build-All", 0), ("Test-All", 0), ("Tag-All", 0), ("Push-All", 0) })
        );
}
