using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What a run does about an image, by what the registry has of it.</summary>
internal sealed class PlannerTests : IDisposable
{
    private static readonly Digest There = FingerprintFixture.DigestOf("there");
    private static readonly Digest Elsewhere = FingerprintFixture.DigestOf("elsewhere");
    private readonly ImageTree tree = new();

    public void Dispose() => tree.Dispose();

    [TestCaseSource(nameof(Table))]
    public void Plan_ByWhatTheRegistryHas_IsTheActionWithItsReasons(
        RegistryFacts? facts,
        ImageAction action,
        string[] reasons
    )
    {
        var planned = Only(PlanOf(tree.With("image"), facts is null ? [] : new() { ["image"] = facts }));

        Assert.Multiple(() =>
        {
            Assert.That(planned.Action, Is.EqualTo(action));
            Assert.That(planned.Reasons, Is.EqualTo(reasons));
            Assert.That(planned.Digest, Is.EqualTo(action == ImageAction.Build ? null : There));
            Assert.That(planned.Tags.Select(tag => tag.Name), Is.EqualTo(new[] { "topic", PlannerFacts.Commit }));
        });
    }

    [Test]
    public void Plan_ParentIsBuilt_BuildsTheChildrenAndTheirChildren()
    {
        var plan = PlanOf(
            tree.With("a").With("b", "a").With("c", "b").With("other"),
            new() { ["a"] = PlannerFacts.Missing, ["other"] = Whole }
        );

        Assert.That(
            plan.Images.Select(image => (image.Name, image.Action, image.Reasons[0])),
            Is.EqualTo(
                new[]
                {
                    ("a", ImageAction.Build, "not in the registry"),
                    ("b", ImageAction.Build, "parent a will be built"),
                    ("c", ImageAction.Build, "parent b will be built"),
                    ("other", ImageAction.Nothing, "in the registry, tested, under all its tags"),
                }
            )
        );
    }

    [Test]
    public void Plan_TwoParentsAreBuilt_NamesBoth()
    {
        var plan = PlanOf(
            tree.With("a").With("b").With("c", "a", "b"),
            new() { ["a"] = PlannerFacts.Missing, ["b"] = PlannerFacts.Missing }
        );

        Assert.That(plan.Find("c")!.Reasons, Is.EqualTo(new[] { "parent a will be built", "parent b will be built" }));
    }

    [Test]
    public void Plan_ParentIsOnlyTestedOrTagged_LeavesTheChildAlone()
    {
        var plan = PlanOf(
            tree.With("a").With("b").With("c", "a", "b"),
            new()
            {
                ["a"] = new RegistryFacts(There, null, NoTags),
                ["b"] = new RegistryFacts(There, There, NoTags),
                ["c"] = Whole,
            }
        );

        Assert.That(
            plan.Images.Select(image => image.Action),
            Is.EqualTo(new[] { ImageAction.Test, ImageAction.Retag, ImageAction.Nothing })
        );
    }

    [Test]
    public void Plan_ParentOutsideTheRunIsMissing_SaysThatTheParentIsNotThere()
    {
        var catalog = tree.With("a").With("b", "a").Load();

        var plan = Planner.Plan([catalog["b"]], PlannerFacts.With(new() { ["a"] = PlannerFacts.Missing }));

        Assert.That(Only(plan).Reasons, Is.EqualTo(new[] { "parent a is not in the registry" }));
    }

    [Test]
    public void Plan_ParentOutsideTheRunIsThere_DecidesByTheImageItself()
    {
        var catalog = tree.With("a").With("b", "a").Load();

        var plan = Planner.Plan([catalog["b"]], PlannerFacts.With(new() { ["a"] = Whole, ["b"] = Whole }));

        Assert.That(Only(plan).Action, Is.EqualTo(ImageAction.Nothing));
    }

    [Test]
    public void Plan_ParentOutsideTheRunAndNoRegistry_LeavesItToTheEngine()
    {
        var catalog = tree.With("a").With("b", "a").Load();

        var plan = Planner.Plan([catalog["b"]], PlannerFacts.With([]));

        Assert.That(
            Only(plan).Reasons,
            Is.EqualTo(new[] { "no registry was asked: the engine's layer cache decides" })
        );
    }

    [Test]
    public void Plan_Images_StandInTheOrderOfTheRun()
    {
        var plan = PlanOf(tree.With("a", "z").With("z"), []);

        Assert.That(plan.Images.Select(image => image.Name), Is.EqualTo(new[] { "z", "a" }));
    }

    [Test]
    public void Plan_Fork_HasNoTagsAndSaysWhy()
    {
        var facts = PlannerFacts.With(new() { ["image"] = new RegistryFacts(There, There, NoTags) });

        var plan = Planner.Plan(
            tree.With("image").Load().Images,
            facts with
            {
                Source = facts.Source with { IsFork = true },
            }
        );

        Assert.That(Only(plan).Action, Is.EqualTo(ImageAction.Nothing));
        Assert.That(plan.WithheldTags, Has.One.Contains("fork"));
    }

    [Test]
    public void Plan_ReasonForWithheldTagsOfTwoImages_IsGivenOnce()
    {
        var facts = PlannerFacts.With([]);

        var plan = Planner.Plan(
            tree.With("a").With("b").Load().Images,
            facts with
            {
                Source = facts.Source with { IsFork = true },
            }
        );

        Assert.That(plan.WithheldTags, Has.Count.EqualTo(1));
    }

    private static IReadOnlyDictionary<string, Digest?> NoTags => new Dictionary<string, Digest?>();

    private static RegistryFacts Whole => new(There, There, Tags(There, There));

    private static IEnumerable<TestCaseData> Table()
    {
        yield return Row(
            "no registry",
            null,
            ImageAction.Build,
            "no registry was asked: the engine's layer cache decides"
        );
        yield return Row("nothing there", PlannerFacts.Missing, ImageAction.Build, "not in the registry");
        yield return Row("untested", new(There, null, NoTags), ImageAction.Test, "its tests changed");
        yield return Row(
            "untested, though it has a tag",
            new(There, null, Tags(There, There)),
            ImageAction.Test,
            "its tests changed"
        );
        yield return Row(
            "one tag missing",
            new(There, There, Tags(There, null)),
            ImageAction.Retag,
            "the tag 0123456789ab… is missing"
        );
        yield return Row(
            "one missing, one elsewhere",
            new(There, There, Tags(Elsewhere, null)),
            ImageAction.Retag,
            "the tag topic points elsewhere",
            "the tag 0123456789ab… is missing"
        );
        yield return Row(
            "tested, and built a second time",
            new(Elsewhere, There, Tags(There, Elsewhere)),
            ImageAction.Retag,
            "the tag 0123456789ab… points elsewhere"
        );
        yield return Row(
            "tested alone",
            new(null, There, Tags(There, There)),
            ImageAction.Nothing,
            "in the registry, tested, under all its tags"
        );
        yield return Row(
            "all there",
            new(There, There, Tags(There, There)),
            ImageAction.Nothing,
            "in the registry, tested, under all its tags"
        );
    }

    private static TestCaseData Row(string name, RegistryFacts? facts, ImageAction action, params string[] reasons) =>
        new TestCaseData(facts, action, reasons).SetArgDisplayNames(name);

    private static Dictionary<string, Digest?> Tags(Digest? topic, Digest? commit) =>
        new() { ["topic"] = topic, [PlannerFacts.Commit] = commit };

    private static Plan PlanOf(ImageTree tree, Dictionary<string, RegistryFacts> registry) =>
        Planner.Plan(tree.Load().Images, PlannerFacts.With(registry));

    private static PlannedImage Only(Plan plan) => plan.Images.Single();
}
