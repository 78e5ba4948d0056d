using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Who may write which names.</summary>
internal sealed class NameRuleTests
{
    private static readonly SourceFacts Main = PlannerFacts.With([]).Source with { Branch = "main", Slug = "main" };
    private static readonly SourceFacts Laptop = Main with { InCi = false };

    private static readonly TestCaseData[] Situations =
    [
        Case("main", Main, "Fingerprint, Commit, Branch, Latest, Version, Copy"),
        Case("main, overtaken", Main with { NewerHead = PlannerFacts.Commit }, "Fingerprint, Commit, Version"),
        Case("main, uncommitted", Main with { IsDirty = true }, "Fingerprint"),
        Case("a branch", Main with { Branch = "topic", Slug = "topic" }, "Fingerprint, Commit, Branch, Version"),
        Case("a git tag", Main with { Branch = null, Slug = null }, "Fingerprint, Commit, Branch, Version"),
        Case(
            "a merge request",
            Main with
            {
                IsMergeRequest = true,
                Branch = null,
                Slug = "topic",
            },
            "Fingerprint, Commit, Branch"
        ),
        Case("a merge request that says main", Main with { IsMergeRequest = true }, "Fingerprint, Commit"),
        Case("a fork", Main with { IsMergeRequest = true, IsFork = true }, ""),
        Case("a fork by its project alone", Main with { IsFork = true }, ""),
        Case("no default branch", Main with { DefaultBranch = null }, "Fingerprint, Commit, Branch, Version"),
        Case("a laptop, main", Laptop, "Fingerprint, Development, Commit, Branch, Latest, Version, Copy"),
        Case("a laptop, uncommitted", Laptop with { IsDirty = true }, "Fingerprint, Development"),
        Case(
            "a laptop, a branch",
            Laptop with
            {
                Branch = "topic",
                Slug = "topic",
            },
            "Fingerprint, Development, Commit, Branch, Version"
        ),
        Case("no repository", new SourceFacts { InCi = false }, "Fingerprint, Development, Branch, Version"),
    ];

    [TestCaseSource(nameof(Situations))]
    public void Names_OfARun_AreThoseOfTheTable(SourceFacts source, string expected) =>
        Assert.That(
            string.Join(", ", Enum.GetValues<NameKind>().Where(kind => NameRule.Objection(kind, source) is null)),
            Is.EqualTo(expected)
        );

    [Test]
    public void Name_ThatARunMayNotWrite_IsAnErrorThatNamesItAndWhy()
    {
        var source = Main with { IsDirty = true };

        var error = Assert.Throws<BakehouseException>(() => NameRule.Require(NameKind.Copy, source, "utility/redis:7"));

        Assert.That(
            error.Problem,
            Is.EqualTo(
                "utility/redis:7 is not written: no copy is written while the work tree has uncommitted changes."
            )
        );
        Assert.That(error.Remedy, Does.Contain("default branch"));
    }

    private static TestCaseData Case(string name, SourceFacts source, string kinds) =>
        new TestCaseData(source, kinds).SetArgDisplayNames(name);
}
