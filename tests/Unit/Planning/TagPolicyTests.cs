using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

public sealed class TagPolicyTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";
    private const string Dev = "1.4.0-dev202611211436";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 15, 36, 59, TimeSpan.FromHours(1));

    private static readonly SourceFacts Local = new()
    {
        InCi = false,
        Commit = Sha,
        Branch = "feature/x",
        DefaultBranch = "main",
        Slug = "feature-x",
    };

    private static readonly SourceFacts Ci = Local with { InCi = true };

    private static readonly SourceFacts CiMain = Ci with { Branch = "main", Slug = "main" };

    private static readonly SourceFacts CiTag = Ci with { Branch = null, Slug = null, IsOnDefaultBranch = true };

    private static readonly TestCaseData[] Situations =
    [
        Case("a branch", Local, "feature-x", Sha, Dev),
        Case("the default branch", Local with { Branch = "main", Slug = "main" }, "latest", "main", Sha, Dev),
        Case("uncommitted changes", Local with { IsDirty = true }, "feature-x", Dev),
        Case("uncommitted, default", Local with { Branch = "main", Slug = "main", IsDirty = true }, "main", Dev),
        Case("a detached head", Local with { Branch = null, Slug = null }, Sha, Dev),
        Case("no repository", Local with { Commit = null, Branch = null, Slug = null }, Dev),
        Case(
            "a tagged commit",
            Local with
            {
                GitTags = ["1.4.0"],
                IsOnDefaultBranch = true,
            },
            "feature-x",
            Sha,
            "1.4.0"
        ),
        Case("CI, a branch", Ci, "feature-x", Sha),
        Case("CI, the default branch", CiMain, "latest", "main", Sha),
        Case("CI, overtaken", CiMain with { NewerHead = new string('b', 40) }, Sha),
        Case("CI, a merge request", CiMain with { IsMergeRequest = true, Slug = "feature-x" }, "feature-x", Sha),
        Case("CI, a fork's merge request", Ci with { IsMergeRequest = true, IsFork = true }),
        Case("CI, the version's tag", CiTag with { GitTags = ["1.4.0"] }, Sha, "1.4.0"),
        Case("CI, another tag", CiTag with { GitTags = ["nightly"] }, Sha),
        Case("CI, the version's tag elsewhere", CiTag with { GitTags = ["1.4.0"], IsOnDefaultBranch = false }, Sha),
    ];

    [TestCaseSource(nameof(Situations))]
    public void Tags_InSituation_AreThoseOfTheTable(SourceFacts source, string[] expected)
    {
        Assert.That(For(source).Tags.Select(tag => tag.Name), Is.EqualTo(expected));
    }

    [Test]
    public void Tags_OfRelease_HaveTheVersionAndNoDevelopmentTag()
    {
        var tags = TagPolicy.For(Local, ImageVersion.Parse("1.4.0", "VERSION"), isRelease: true, Now, []).Tags;

        Assert.That(tags.Select(tag => tag.Name), Is.EqualTo((string[])["feature-x", Sha, "1.4.0"]));
        Assert.That(tags.Single(tag => !tag.MayMove).Name, Is.EqualTo("1.4.0"));
    }

    [TestCase("latest")]
    [TestCase("16")]
    [TestCase("fp-1")]
    [TestCase("backup-7")]
    [TestCase("")]
    public void Branch_WithAReservedName_IsAnError(string slug)
    {
        var error = Assert.Throws<BakehouseException>(() => For(Ci with { Slug = slug }));

        Assert.That(error.Problem, Does.Contain($"'{slug}'"));
        Assert.That(error.Remedy, Does.Contain("Rename"));
    }

    [Test]
    public void Release_WithUncommittedChanges_IsAnError()
    {
        Assert.That(
            () =>
                TagPolicy.For(
                    Local with
                    {
                        IsDirty = true,
                    },
                    ImageVersion.Parse("1.4.0", "VERSION"),
                    isRelease: true,
                    Now,
                    []
                ),
            Throws.TypeOf<BakehouseException>()
        );
    }

    [Test]
    public void VersionTag_InAShallowClone_IsAnErrorThatNamesGitDepth()
    {
        var error = Assert.Throws<BakehouseException>(() =>
            For(CiTag with { GitTags = ["1.4.0"], IsOnDefaultBranch = null })
        );

        Assert.That(error.Remedy, Does.Contain("GIT_DEPTH"));
    }

    [Test]
    public void WithheldTags_OfAnOvertakenCommit_AreExplained()
    {
        var withheld = For(CiMain with { NewerHead = new string('b', 40) }).Withheld;

        Assert.That(withheld, Is.EqualTo((string[])["latest and main stay: the branch has moved on to bbbbbbbbbbbb"]));
    }

    private static TagSet For(SourceFacts source) =>
        TagPolicy.For(source, ImageVersion.Parse("1.4.0", "VERSION"), isRelease: false, Now, ["16", "7"]);

    private static TestCaseData Case(string name, SourceFacts source, params string[] tags) =>
        new TestCaseData(source, tags).SetArgDisplayNames(name);
}
