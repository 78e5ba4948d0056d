using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Which images get the tag of a development build, on a laptop: those that are built, and those that are named.</summary>
internal sealed class DevelopmentTagTests : IDisposable
{
    private const string Dev = "1.4.0-dev202611211436";
    private static readonly Digest There = FingerprintFixture.DigestOf("there");
    private static readonly RegistryFacts Untested = new(There, null, Tags(There));
    private static readonly RegistryFacts Whole = new(There, There, Tags(There));
    private static readonly RegistryFacts Untagged = new(There, There, Tags(null));
    private readonly ImageTree tree = new ImageTree().With("parent").With("child", "parent");

    private static readonly TestCaseData[] Situations =
    [
        Case("all there, Push-All", Whole, Whole, Not, Clean, "parent Nothing", "child Nothing"),
        Case("all there, uncommitted, Push-All", Untagged, Untagged, Not, Dirty, "parent Nothing", "child Nothing"),
        Case("all there, named", Whole, Whole, Named, Clean, "parent Nothing", "child Retag dev"),
        Case("all there, uncommitted, named", Untagged, Untagged, Named, Dirty, "parent Nothing", "child Retag dev"),
        Case("tags are missing", Untagged, Untagged, Not, Clean, "parent Retag", "child Retag"),
        Case("tags are missing, named", Untagged, Untagged, Named, Clean, "parent Retag", "child Retag dev"),
        Case("tests changed", Untested, Untested, Not, Clean, "parent Test", "child Test"),
        Case("tests changed, uncommitted, named", Untested, Untested, Named, Dirty, "parent Test", "child Test dev"),
        Case("the child is built", Whole, PlannerFacts.Missing, Not, Clean, "parent Nothing", "child Build dev"),
        Case("both are built", PlannerFacts.Missing, Whole, Not, Dirty, "parent Build dev", "child Build dev"),
        Case("named, but not pushed", Whole, Whole, NotPushed, Clean, "parent Nothing", "child Nothing"),
        Case(
            "named, not pushed, built",
            Whole,
            PlannerFacts.Missing,
            NotPushed,
            Dirty,
            "parent Nothing",
            "child Build dev"
        ),
    ];

    private static PlanFacts Clean =>
        PlannerFacts.With([]) with
        {
            Source = PlannerFacts.With([]).Source with { InCi = false },
        };

    private static PlanFacts Dirty => Clean with { Source = Clean.Source with { IsDirty = true } };

    private static (string[] Singled, string[] Pushed) Not => ([], ["parent", "child"]);

    private static (string[] Singled, string[] Pushed) Named => (["child"], ["parent", "child"]);

    private static (string[] Singled, string[] Pushed) NotPushed => (["child"], []);

    public void Dispose() => tree.Dispose();

    [TestCaseSource(nameof(Situations))]
    public void Plan_OfALaptop_GivesTheTagToWhatIsBuiltOrNamed(
        RegistryFacts parent,
        RegistryFacts child,
        (string[] Singled, string[] Pushed) scope,
        PlanFacts facts,
        string[] expected
    )
    {
        var plan = Planner.Plan(
            tree.Load().Images,
            facts with
            {
                Registry = new Dictionary<string, RegistryFacts> { ["parent"] = parent, ["child"] = child },
                Singled = scope.Singled,
                Pushed = scope.Pushed,
            }
        );

        Assert.That(
            plan.Images.Select(image =>
                $"{image.Name} {image.Action}{(image.Tags.Any(tag => tag.Name == Dev) ? " dev" : "")}"
            ),
            Is.EqualTo(expected)
        );
        Assert.That(
            plan.IsDone,
            Is.EqualTo(expected.All(image => image.EndsWith("Nothing", StringComparison.Ordinal)))
        );
    }

    private static Dictionary<string, Digest?> Tags(Digest? there) =>
        new() { ["topic"] = there, [PlannerFacts.Commit] = there };

    private static TestCaseData Case(
        string name,
        RegistryFacts parent,
        RegistryFacts child,
        (string[], string[]) scope,
        PlanFacts facts,
        params string[] expected
    ) => new TestCaseData(parent, child, scope, facts, expected).SetArgDisplayNames(name);
}
