using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What is said to have moved since a plan was saved.</summary>
public sealed class PlanComparisonTests
{
    private static readonly Digest One = FingerprintFixture.DigestOf("one");
    private static readonly Digest Two = FingerprintFixture.DigestOf("two");

    private static readonly PlannedImage Tested = new()
    {
        Name = "base",
        Repository = "base",
        Action = ImageAction.Retag,
        Reasons = ["the tag main is missing"],
        Tags = [Tag("main"), Tag("topic")],
        Digest = One,
        Fingerprint = new string('1', 64),
        TestHash = new string('2', 64),
    };

    private static readonly PlannedImage Built = new()
    {
        Name = "child",
        Repository = "child",
        Action = ImageAction.Build,
        Reasons = ["forced"],
        Tags = [],
        Replaces = One,
    };

    private static readonly PlannedCopy Copy = new()
    {
        Name = "utility/redis:7",
        Upstream = "docker.io/library/redis:7",
        Action = CopyAction.Nothing,
        Reasons = ["the upstream has the same"],
        Source = Source(One),
        Digest = One,
    };

    private static readonly Plan Saved = new()
    {
        Time = PlannerFacts.Time,
        Source = PlannerFacts.With([]).Source,
        Version = PlannerFacts.Version,
        Images = [Tested, Built],
        Copies = [Copy],
        WithheldTags = [],
    };

    private static readonly TestCaseData[] Cases =
    [
        Case("another time", Saved with { Time = PlannerFacts.Time.AddDays(1) }),
        Case(
            "a registry",
            Saved with
            {
                Registry = "registry.example",
            },
            "the registry was not known, and is now registry.example"
        ),
        Case(
            "no commit",
            Saved with
            {
                Source = Saved.Source with { Commit = null },
            },
            $"the commit was {PlannerFacts.Commit}, and is now not known"
        ),
        Case(
            "another version",
            Saved with
            {
                Version = ImageVersion.Parse("1.5.0", "VERSION"),
            },
            "the version was 1.4.0, and is now 1.5.0"
        ),
        Case("other images", [Built with { Name = "other" }, Tested], "other is new", "child is gone"),
        Case(
            "another action, for other inputs",
            [
                Tested with
                {
                    Action = ImageAction.Nothing,
                    Reasons = ["one", "two"],
                    Fingerprint = new string('3', 64),
                },
                Built,
            ],
            "base was to retag, and is now to be left alone: one; two"
        ),
        Case(
            "other inputs",
            [Tested with { Fingerprint = new string('3', 64), TestHash = null }, Built],
            "what base is made of changed"
        ),
        Case("other tests", [Tested with { TestHash = null, Digest = Two }, Built], "the tests of base changed"),
        Case(
            "another image in the registry",
            [Tested with { Digest = Two, Reasons = ["other"] }, Built],
            $"base moved in the registry, {One.Short} → {Two.Short}"
        ),
        Case(
            "another image to replace",
            [Tested, Built with { Replaces = Two }],
            $"child moved in the registry, {One.Short} → {Two.Short}"
        ),
        Case(
            "no image to replace",
            [Tested, Built with { Replaces = null }],
            $"child moved in the registry, {One.Short} → nothing"
        ),
        Case(
            "other reasons",
            [Tested, Built with { Reasons = ["forced", "parent base will be built"] }],
            "child was to build because forced, and is now because forced; parent base will be built"
        ),
        Case("tags in another order", [Tested with { Tags = [.. Tested.Tags.Reverse()] }, Built]),
        Case(
            "another tag",
            [Tested with { Tags = [Tag("main"), Tag("other")] }, Built],
            "the tags of base were main, topic, and are now main, other"
        ),
        Case(
            "another action, and a tag",
            [Tested, Built with { Action = ImageAction.Test, Tags = [Tag("main")] }],
            "child was to build, and is now to test: forced",
            "the tags of child were none, and are now main"
        ),
        Case("other reasons for a copy", Copy),
        Case("a copy to fail", Copy with { Action = CopyAction.Fail }, "the copy utility/redis:7 has moved: because"),
        Case("a copy elsewhere", Copy with { Digest = Two }, "the copy utility/redis:7 has moved: because"),
        Case("another upstream", Copy with { Source = Source(Two) }, "the copy utility/redis:7 has moved: because"),
        Case("no upstream", Copy with { Source = null }, "the copy utility/redis:7 has moved: because"),
        Case(
            "other copies",
            Copy with
            {
                Name = "utility/redis:8",
            },
            "the copy utility/redis:8 is new",
            "the copy utility/redis:7 is gone"
        ),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Differences_SinceThePlanWasSaved_AreNamed(Plan now, string[] expected) =>
        Assert.That(PlanComparison.Differences(Saved, now), Is.EqualTo(expected));

    private static TestCaseData Case(string name, Plan now, params string[] expected) =>
        new TestCaseData(now, expected).SetArgDisplayNames(name);

    private static TestCaseData Case(string name, PlannedImage[] images, params string[] expected) =>
        Case(name, Saved with { Images = images }, expected);

    private static TestCaseData Case(string name, PlannedCopy copy, params string[] expected) =>
        Case(name, Saved with { Copies = [copy with { Reasons = ["because"] }] }, expected);

    private static PlannedTag Tag(string name) => new(name, TagRule.Moves, "a reason");

    private static Descriptor Source(Digest digest) => new(MediaTypes.OciManifest, digest, 1000);
}
