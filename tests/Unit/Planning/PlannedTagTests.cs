using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>What a tag of a plan says of itself.</summary>
internal sealed class PlannedTagTests
{
    private const string Commit = PlannerFacts.Commit;

    [TestCase("main", TagRule.Moves, Commit, true)]
    [TestCase("17-main", TagRule.Moves, Commit, true)]
    [TestCase("main", TagRule.Moves, null, true)]
    [TestCase(Commit, TagRule.Moves, Commit, false)]
    [TestCase("17-" + Commit, TagRule.Moves, Commit, false)]
    [TestCase("1.4.0", TagRule.Release, Commit, false)]
    [TestCase("1.4.0", TagRule.Release, null, false)]
    [TestCase("1.4.0-dev202611211436", TagRule.Development, Commit, false)]
    public void FollowsBranch_OfATag_IsTrueForThatOfABranchOnly(
        string name,
        TagRule rule,
        string? commit,
        bool expected
    ) => Assert.That(new PlannedTag(name, rule, "a reason").FollowsBranch(commit), Is.EqualTo(expected));

    [TestCase(Commit, "0123456789ab…")]
    [TestCase("17-" + Commit, "17-0123456789ab…")]
    [TestCase("x" + Commit, "x" + Commit)]
    [TestCase("g123456789abcdef0123456789abcdef01234567", "g123456789abcdef0123456789abcdef01234567")]
    [TestCase("123456789abcdef0123456789abcdef01234567", "123456789abcdef0123456789abcdef01234567")]
    [TestCase("main", "main")]
    public void Shorten_OfATag_CutsThatOfACommitOnly(string tag, string expected) =>
        Assert.That(PlannedTag.Shorten(tag), Is.EqualTo(expected));
}
