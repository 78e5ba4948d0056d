using Bakehouse.Images;
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
        Case("uncommitted changes", Local with { IsDirty = true }, Dev),
        Case("uncommitted, default", Local with { Branch = "main", Slug = "main", IsDirty = true }, Dev),
        Case("uncommitted, tagged", Local with { IsDirty = true, GitTags = ["1.4.0"], IsOnDefaultBranch = true }, Dev),
        Case("uncommitted, a detached head", Local with { Branch = null, Slug = null, IsDirty = true }, Dev),
        Case("uncommitted, no commit yet", Local with { Commit = null, IsDirty = true }, Dev),
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
        Case("CI, a merge request of main", CiMain with { IsMergeRequest = true, Branch = null }, Sha),
        Case("CI, uncommitted changes", Ci with { IsDirty = true }),
        Case("CI, uncommitted, default", CiMain with { IsDirty = true }),
        Case("CI, uncommitted, a merge request", Ci with { IsMergeRequest = true, IsDirty = true }),
        Case("CI, uncommitted, the version's tag", CiTag with { GitTags = ["1.4.0"], IsDirty = true }),
        Case("CI, a fork's merge request", Ci with { IsMergeRequest = true, IsFork = true }),
        Case("CI, the version's tag", CiTag with { GitTags = ["1.4.0"] }, Sha, "1.4.0"),
        Case("CI, another tag", CiTag with { GitTags = ["nightly"] }, Sha),
        Case("CI, the version's tag elsewhere", CiTag with { GitTags = ["1.4.0"], IsOnDefaultBranch = false }, Sha),
    ];

    private static readonly SourceFacts Main = Local with { Branch = "main", Slug = "main" };

    private static readonly ImageVersion Version = ImageVersion.Parse("1.4.0", "VERSION");

    private static readonly TagOwner Plain = new(Version);

    private static readonly TagOwner Variant = Plain with
    {
        Variant = "17",
        VariantVersion = ImageVersion.Parse("17.6", "the variant"),
        Siblings = ["16"],
    };

    private static readonly TagOwner Unversioned = Variant with { VariantVersion = null };

    private static readonly TagOwner Copy = new(Version)
    {
        Variant = "16",
        Scheme = TagScheme.Upstream,
        Siblings = ["16-alpine"],
    };

    private static readonly TestCaseData[] Owners =
    [
        Case("a variant, a branch", Variant, Local, "17-feature-x", $"17-{Sha}", "17.6-dev202611211436"),
        Case("a variant, default", Variant, Main, "17-latest", "17-main", $"17-{Sha}", "17.6-dev202611211436"),
        Case("a variant, CI", Variant, CiMain, "17-latest", "17-main", $"17-{Sha}"),
        Case("a variant, the version's tag", Variant, CiTag with { GitTags = ["1.4.0"] }, $"17-{Sha}", "17.6"),
        Case("a variant without a version", Unversioned, Local, "17-feature-x", $"17-{Sha}", $"17-{Dev}"),
        Case("a copy, a branch", Copy, Local, "16-feature-x", $"16-{Sha}"),
        Case("a variant, uncommitted", Variant, Main with { IsDirty = true }, "17.6-dev202611211436"),
        Case("a variant without a version, uncommitted", Unversioned, Main with { IsDirty = true }, $"17-{Dev}"),
        Case("a copy, uncommitted", Copy, Main with { IsDirty = true }),
        Case("a copy, a fork", Copy, Ci with { IsMergeRequest = true, IsFork = true }),
        Case("a copy, the default branch", Copy, Main, "16", "16-main", $"16-{Sha}"),
        Case("a copy without a variant", new(Version) { Scheme = TagScheme.Upstream }, Main, "latest", "main", Sha),
        Case("a copy, the version's tag", Copy, CiTag with { GitTags = ["1.4.0"] }, $"16-{Sha}"),
    ];

    [TestCaseSource(nameof(Owners))]
    public void Tags_OfAVariantOrCopy_AreThoseOfTheTable(TagOwner owner, SourceFacts source, string[] expected) =>
        Assert.That(
            TagPolicy.For(owner, source, isRelease: false, Now).Tags.Select(tag => tag.Name),
            Is.EqualTo(expected)
        );

    [TestCase("alpine")]
    [TestCase("alpine-main")]
    public void Branch_WhoseTagWouldBeThatOfAnotherVariant_IsAnError(string slug)
    {
        var source = Ci with { Branch = slug, Slug = slug };

        var error = Assert.Throws<BakehouseException>(() => TagPolicy.For(Copy, source, isRelease: false, Now));

        Assert.That(error.Problem, Does.Contain($"'16-{slug}'").And.Contain("a variant 16-alpine"));
    }

    [Test]
    public void Branch_OfTheLongerVariant_IsNone() =>
        Assert.That(
            TagPolicy
                .For(Copy with { Variant = "16-alpine", Siblings = ["16"] }, Ci, isRelease: false, Now)
                .Tags.Select(tag => tag.Name),
            Does.Contain("16-alpine-feature-x")
        );

    [TestCaseSource(nameof(Situations))]
    public void Tags_InSituation_AreThoseOfTheTable(SourceFacts source, string[] expected)
    {
        Assert.That(For(source).Tags.Select(tag => tag.Name), Is.EqualTo(expected));
    }

    [Test]
    public void Tags_OfRelease_HaveTheVersionAndNoDevelopmentTag()
    {
        var tags = TagPolicy.For(Plain, Local, isRelease: true, Now).Tags;

        Assert.That(tags.Select(tag => tag.Name), Is.EqualTo((string[])["feature-x", Sha, "1.4.0"]));
        Assert.That(tags.Single(tag => !tag.MayMove).Name, Is.EqualTo("1.4.0"));
    }

    [TestCase(true, false, "the work tree has uncommitted changes")]
    [TestCase(false, true, "a merge request writes no version")]
    public void Release_OfWhatIsNoBranchsCommit_IsAnError(bool isDirty, bool isMergeRequest, string why)
    {
        var source = Local with { IsDirty = isDirty, IsMergeRequest = isMergeRequest };

        var error = Assert.Throws<BakehouseException>(() => TagPolicy.For(Plain, source, isRelease: true, Now));

        Assert.That(error.Problem, Is.EqualTo($"A release was asked for, but {why}."));
    }

    [TestCase(false, "no tag but a development build's: the work tree has uncommitted changes")]
    [TestCase(true, "no tag: the work tree has uncommitted changes")]
    public void WithheldTags_OfUncommittedChanges_AreExplainedOnce(bool inCi, string why) =>
        Assert.That(For(Main with { IsDirty = true, InCi = inCi }).Withheld, Is.EqualTo((string[])[why]));

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

    [Test]
    public void WithheldTags_OfAVersionsTagElsewhere_AreExplained() =>
        Assert.That(
            For(CiTag with { GitTags = ["1.4.0"], IsOnDefaultBranch = false }).Withheld,
            Is.EqualTo((string[])["no 1.4.0: its git tag is not on the default branch"])
        );

    [Test]
    public void WithheldTags_OfABranch_AreNone() => Assert.That(For(Ci).Withheld, Is.Empty);

    [Test]
    public void Branch_WhoseSlugIsReserved_IsNamedAsGitHasIt()
    {
        var error = Assert.Throws<BakehouseException>(() => For(Ci with { Branch = "Latest", Slug = "latest" }));

        Assert.That(
            error.Problem,
            Is.EqualTo("The branch 'Latest' cannot be a tag: 'latest' is the tag of the default branch.")
        );
    }

    private static TagSet For(SourceFacts source) => TagPolicy.For(Plain, source, isRelease: false, Now);

    private static TestCaseData Case(string name, TagOwner owner, SourceFacts source, params string[] tags) =>
        new TestCaseData(owner, source, tags).SetArgDisplayNames(name);

    private static TestCaseData Case(string name, SourceFacts source, params string[] tags) =>
        new TestCaseData(source, tags).SetArgDisplayNames(name);
}
