using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Planning;

/// <summary>A version that stands on another image stops the run before anything is done.</summary>
internal sealed class ImmovableTagTests : IDisposable
{
    private static readonly Digest There = FingerprintFixture.DigestOf("there");
    private static readonly Digest Released = FingerprintFixture.DigestOf("released");
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [Test]
    public void Plan_VersionOnAnotherImageThanTheOneToBuild_NamesTagDigestAndRemedy()
    {
        var error = Assert.Throws<BakehouseException>(() => PlanRelease(null, null, "1.4.0", Released))!;

        Assert.That(error.Problem, Does.Contain("image:1.4.0").And.Contain(Released.Short));
        Assert.That(error.Remedy, Does.Contain("Raise the version in the file VERSION"));
    }

    [Test]
    public void Plan_VersionOnAnotherImageThanTheTestedOne_NamesBothDigests()
    {
        var error = Assert.Throws<BakehouseException>(() => PlanRelease(There, There, "1.4.0", Released))!;

        Assert.That(error.Problem, Does.Contain(Released.Short).And.Contain(There.Short));
    }

    [Test]
    public void Plan_VersionOnAnotherImageThanTheOneToTest_IsAnError() =>
        Assert.Throws<BakehouseException>(() => PlanRelease(There, null, "1.4.0", Released));

    [Test]
    public void Plan_VersionOnTheImageItself_MovesNothing()
    {
        var plan = PlanRelease(There, There, "1.4.0", There);

        Assert.That(plan.Images[0].Reasons, Has.None.Contain("1.4.0"));
    }

    [Test]
    public void Plan_VersionIsFree_WritesIt()
    {
        var plan = PlanRelease(There, There, "1.4.0", null);

        Assert.That(plan.Images[0].Reasons, Does.Contain("the tag 1.4.0 is missing"));
    }

    [Test]
    public void Plan_BranchTagOnAnotherImage_MovesIt() =>
        Assert.That(() => PlanRelease(There, There, "topic", Released), Throws.Nothing);

    [Test]
    public void Plan_DevelopmentTagOfThisMinuteIsTaken_LeavesItToTheFirst()
    {
        var tag = PlannerFacts.Version.Development(PlannerFacts.Time);
        var facts = FactsWith(There, There, tag, Released);

        var plan = Planner.Plan(
            tree.With("image").Load().Images,
            facts with
            {
                Source = facts.Source with { InCi = false },
            }
        );

        Assert.That(plan.Images.Single().Tags.Select(planned => planned.Name), Has.None.EqualTo(tag).And.Not.Empty);
    }

    private Plan PlanRelease(Digest? built, Digest? tested, string tag, Digest? there) =>
        Planner.Plan(tree.With("image").Load().Images, FactsWith(built, tested, tag, there) with { IsRelease = true });

    private static PlanFacts FactsWith(Digest? built, Digest? tested, string tag, Digest? there) =>
        PlannerFacts.With(
            new() { ["image"] = new RegistryFacts(built, tested, new Dictionary<string, Digest?> { [tag] = there }) }
        );
}
