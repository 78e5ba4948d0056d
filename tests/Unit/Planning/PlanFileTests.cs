using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

public sealed class PlanFileTests
{
    private static readonly Plan Plan = new()
    {
        Time = new DateTimeOffset(2026, 11, 21, 14, 36, 0, TimeSpan.Zero),
        Source = new SourceFacts
        {
            InCi = false,
            Commit = new string('a', 40),
            Branch = "main",
            DefaultBranch = "main",
            Slug = "main",
            GitTags = ["v1"],
        },
        Version = ImageVersion.Parse("1.4.0", "VERSION"),
        Registry = "registry.example/team",
        Images =
        [
            new PlannedImage
            {
                Name = "base",
                Repository = "base",
                Action = ImageAction.Retag,
                Reasons = ["the tag main is missing"],
                Tags = [new PlannedTag("main", TagRule.Moves, "the branch main")],
                Digest = Digest.Of("image"u8),
                Fingerprint = new string('1', 64),
                TestHash = new string('2', 64),
            },
            new PlannedImage
            {
                Name = "child-17",
                Repository = "child",
                Variant = "17",
                Action = ImageAction.Build,
                Reasons = ["not in the registry"],
                Tags = [],
                TestNote = "has no tests",
            },
        ],
        LeftOut = [new LeftOutImage("child-16", "it is built on nothing that is here")],
        WithheldTags = ["no latest"],
    };

    [Test]
    public void Plan_WrittenAndRead_IsTheSame()
    {
        var read = PlanFile.Read(PlanFile.Write(Plan), "plan.json");

        Assert.That(PlanFile.Write(read), Is.EqualTo(PlanFile.Write(Plan)));
        Assert.That(PlanComparison.Differences(Plan, read), Is.Empty);
    }

    [TestCase("", "is no plan")]
    [TestCase("{}", "schema 0")]
    [TestCase("null", "is empty")]
    [TestCase("[1]", "is no plan")]
    public void File_ThatIsNoPlan_IsAnErrorThatNamesIt(string json, string expected)
    {
        var error = Assert.Throws<BakehouseException>(() => PlanFile.Read(json, "old.json"));

        Assert.That(error.Problem, Does.StartWith("old.json").And.Contains(expected));
        Assert.That(error.Remedy, Does.Contain("--target=Plan"));
    }

    [Test]
    public void File_OfAnotherSchema_IsAnErrorThatNamesBoth()
    {
        var other = PlanFile.Write(Plan).Replace("\"schema\": 2", "\"schema\": 7");

        Assert.That(
            () => PlanFile.Read(other, "plan.json"),
            Throws.TypeOf<BakehouseException>().With.Message.Contains("schema 7").And.Message.Contains("reads 2")
        );
    }
}
