using Bakehouse.Tasks;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Tasks;

/// <summary>The targets of an image with variants: those of each, and those for all of them.</summary>
internal sealed class VariantTargetsTests : IDisposable
{
    private readonly TargetFixture fixture = new();

    public VariantTargetsTests() =>
        fixture
            .Tree.With("matrix-root")
            .With("matrix-child", "matrix-root")
            .WithClass(new MatrixRoot(), new MatrixChild());

    public void Dispose() => fixture.Dispose();

    [TestCase("Matrix-Root-17", "Test-Matrix-Root-17")]
    [TestCase("Build-Matrix-Root", "Build-Matrix-Root-16", "Build-Matrix-Root-17")]
    [TestCase("Push-Matrix-Root", "Push-Matrix-Root-16", "Push-Matrix-Root-17")]
    [TestCase("Build-Matrix-Child-16", "Test-Matrix-Root-16")]
    [TestCase("Push-Matrix-Child-16", "Tag-Matrix-Child-16", "Push-Matrix-Root-16")]
    public void Target_DependsOn(string name, params string[] dependencies) =>
        Assert.That(fixture.Register().DependenciesOf(name), Is.EquivalentTo(dependencies));

    [Test]
    public void OwnTargetOfTheClass_DependsOnTheTestsOfAllVariants()
    {
        fixture.Register().Engine.RegisterTask("Matrix-Root");

        Assert.That(fixture.DependenciesOf("Matrix-Root"), Is.EqualTo(new[] { "Test-Matrix-Root" }));
    }

    [TestCase("Matrix-Root-12")]
    [TestCase("push-matrix-root-12")]
    public void Target_OfAVariantThatThereIsNot_IsAnErrorThatListsTheRightOnes(string target)
    {
        var error = Assert.Throws<BakehouseException>(() => Check(target))!;

        Assert.That(error.Problem, Is.EqualTo("matrix-root has no variant '12'."));
        Assert.That(error.Remedy, Does.Contain("Matrix-Root-16, Matrix-Root-17").And.Contain("Matrix-Root for all"));
    }

    [TestCase("Matrix-Root")]
    [TestCase("Matrix-Root-16")]
    [TestCase("Push-Matrix-Child-16.1-17")]
    [TestCase("Push-All")]
    [TestCase("Clean")]
    public void Target_ThatThereIs_IsNoError(string target) => Assert.That(() => Check(target), Throws.Nothing);

    [TestCase("Push-Matrix-Root", new[] { "matrix-root-16", "matrix-root-17" })]
    [TestCase("Matrix-Root", new[] { "matrix-root-16", "matrix-root-17" })]
    [TestCase("Matrix-Root-17", new[] { "matrix-root-17" })]
    public void Scope_OfATarget_NamesItsVariants(string target, string[] named)
    {
        string[] tasks = ["Build-Matrix-Root-16", "Build-Matrix-Root-17", "Build-Matrix-Child-16"];

        var scope = RunScope.Of(fixture.Tree.Load(), fixture.Tree.LoadCopies(), tasks, [target]);

        Assert.That(scope.Named, Is.EqualTo(named));
        Assert.That(scope.Singled, Is.EqualTo(named), "a family is named by its folder's one name");
    }

    private void Check(string target) => ImageTargets.RejectUnknownVariants(fixture.Tree.Load(), [target]);
}
