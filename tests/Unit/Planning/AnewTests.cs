using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What is planned for images that are made anew though the registry has them, and for those on them.</summary>
internal sealed class AnewTests : IDisposable
{
    private const string Update = "openssl 1 → 2 is waiting";
    private static readonly Digest There = FingerprintFixture.DigestOf("there");
    private readonly ImageTree tree = new();

    public AnewTests() => tree.With("a").With("b", "a").With("c", "b").With("other");

    private static RegistryFacts Whole =>
        new(There, There, new Dictionary<string, Digest?> { ["topic"] = There, [PlannerFacts.Commit] = There });

    public void Dispose() => tree.Dispose();

    [TestCase(Update)]
    [TestCase("forced")]
    public void Plan_ImageToBeMadeAnew_IsBuiltInPlaceOfWhatIsThereForItsReason(string reason)
    {
        var planned = PlanOf(("b", [reason])).Find("b")!;

        Assert.Multiple(() =>
        {
            Assert.That(planned.Action, Is.EqualTo(ImageAction.Build));
            Assert.That(planned.Reasons, Is.EqualTo(new[] { reason }));
            Assert.That(planned.Replaces, Is.EqualTo(There));
            Assert.That(planned.Digest, Is.Null);
            Assert.That(planned.Tags.Select(tag => tag.Name), Is.EqualTo(new[] { "topic", PlannerFacts.Commit }));
        });
    }

    [Test]
    public void Plan_ImageToBeMadeAnew_IsFollowedByItsDescendantsOnly()
    {
        var plan = PlanOf(("b", [Update]));

        Assert.That(
            plan.Images.Select(image => (image.Name, image.Action)),
            Is.EquivalentTo(
                new[]
                {
                    ("a", ImageAction.Nothing),
                    ("b", ImageAction.Build),
                    ("c", ImageAction.Build),
                    ("other", ImageAction.Nothing),
                }
            )
        );
        Assert.That(plan.Find("c")!.Reasons, Is.EqualTo(new[] { "parent b will be built" }));
        Assert.That(plan.Find("c")!.Replaces, Is.Null);
    }

    [Test]
    public void Plan_ParentAndChildToBeMadeAnew_GivesTheChildBothReasonsOnce()
    {
        var plan = PlanOf(("a", [Update]), ("b", ["parent a will be built", "forced"]));

        Assert.That(plan.Find("b")!.Reasons, Is.EqualTo(new[] { "parent a will be built", "forced" }));
    }

    [Test]
    public void Plan_ImageToBeMadeAnewThatIsNotThere_ReplacesNothing()
    {
        var plan = Planner.Plan(
            tree.Load().Images,
            PlannerFacts.With(new() { ["a"] = PlannerFacts.Missing }) with
            {
                Anew = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["forced"] },
            }
        );

        Assert.That(plan.Find("a")!.Action, Is.EqualTo(ImageAction.Build));
        Assert.That(plan.Find("a")!.Replaces, Is.Null);
    }

    [Test]
    public void Plan_ImageThatCouldNotBeAsked_FailsUnlessItIsBuiltAnyway()
    {
        var images = tree.Load().Images;
        var facts = PlannerFacts.With(images.ToDictionary(image => image.Name, _ => Whole)) with
        {
            Anew = new Dictionary<string, IReadOnlyList<string>> { ["other"] = ["forced"] },
            Unasked = new Dictionary<string, IReadOnlyList<string>>
            {
                ["b"] = ["no archive"],
                ["other"] = ["the same"],
            },
            NotLookedUp = ["a has no shell"],
        };

        var plan = Planner.Plan(images, facts);

        Assert.Multiple(() =>
        {
            Assert.That(plan.Find("b")!.Action, Is.EqualTo(ImageAction.Fail));
            Assert.That(plan.Find("b")!.Reasons, Is.EqualTo(new[] { "no archive" }));
            Assert.That(plan.Find("b")!.Tags, Is.Empty);
            Assert.That(plan.Find("other")!.Action, Is.EqualTo(ImageAction.Build));
            Assert.That(plan.Find("a")!.Action, Is.EqualTo(ImageAction.Nothing));
            Assert.That(plan.NotLookedUp, Is.EqualTo(new[] { "a has no shell" }));
            Assert.That(PlanFile.Read(PlanFile.Write(plan), "plan.json").NotLookedUp, Is.EqualTo(plan.NotLookedUp));
        });
    }

    [Test]
    public void Plan_WhoseOnlyWorkIsAnImageThatCouldNotBeAsked_IsNotDone()
    {
        var images = tree.Load().Images;
        var facts = PlannerFacts.With(images.ToDictionary(image => image.Name, _ => Whole));

        Assert.That(Planner.Plan(images, facts).IsDone, Is.True);
        facts = facts with { Unasked = new Dictionary<string, IReadOnlyList<string>> { ["b"] = ["no archive"] } };
        Assert.That(Planner.Plan(images, facts).IsDone, Is.False);
    }

    private Plan PlanOf(params (string Image, string[] Reasons)[] anew)
    {
        var images = tree.Load().Images;
        return Planner.Plan(
            images,
            PlannerFacts.With(images.ToDictionary(image => image.Name, _ => Whole)) with
            {
                Anew = anew.ToDictionary(pair => pair.Image, IReadOnlyList<string> (pair) => pair.Reasons),
            }
        );
    }
}
