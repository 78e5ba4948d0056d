using Bakehouse.Images;
using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Planning;

/// <summary>Which names no branch can take, whatever it is called.</summary>
internal sealed class ReservedNamesTests
{
    private const string Sha = PlannerFacts.Commit;
    private const string Long = "a-default-branch-whose-name-is-longer-than-the-sixty-three-characters-of-a-slug";

    private static readonly string[] Branches =
    [
        "latest",
        "LATEST",
        "-latest-",
        "fp-1",
        "FP/1",
        "backup-7-20261128",
        "backup/7",
        "copied-7",
        Sha,
        Sha.ToUpperInvariant(),
        $"work-{Sha}",
        "dev202611211436",
        "1-4-0-dev202611211436",
        "1.4.0-dev202611211436",
        "\u20ac",
    ];

    [TestCaseSource(nameof(Branches))]
    public void Branch_WithAReservedName_IsAnError(string branch)
    {
        var error = Assert.Throws<BakehouseException>(() => For(Of(branch)));

        Assert.That(error.Problem, Does.Contain($"The branch '{branch}' cannot be a tag: '{RefSlug.Of(branch)}' "));
        Assert.That(error.Remedy, Is.EqualTo("Rename the branch."));
    }

    // What GitLab never makes of a branch can still be in its variable.
    [TestCase("1.4.0")]
    [TestCase("keep-1.4.0")]
    [TestCase("1.4.0-dev202611211436")]
    [TestCase("Main")]
    [TestCase("a/b")]
    public void Slug_ThatIsNone_IsAnError(string slug) =>
        Assert.That(
            () => For(Of("x") with { Branch = null, IsMergeRequest = true, Slug = slug }),
            Throws.TypeOf<BakehouseException>().With.Message.Contains($"'{slug}' is no slug")
        );

    [TestCase("main", "MAIN")]
    [TestCase("main", "Main")]
    [TestCase("main", "main/")]
    [TestCase("main", "\u00e4main")]
    [TestCase("release/1.4", "release-1-4")]
    [TestCase(Long, Long + "-2")]
    public void Branch_WithTheSlugOfTheDefaultBranch_IsAnErrorOfThatBranchAlone(string main, string branch)
    {
        var error = Assert.Throws<BakehouseException>(() => For(Of(branch) with { DefaultBranch = main }));

        Assert.That(error.Problem, Does.Contain($"is the tag of the default branch '{main}'"));
        Assert.That(For(Of(main) with { DefaultBranch = main }), Does.Contain("latest").And.Contain(RefSlug.Of(main)));
    }

    [TestCase("keep-alive")]
    [TestCase("latest-news")]
    [TestCase("develop")]
    [TestCase("dev2026")]
    [TestCase("main-2")]
    public void Branch_WithAnOrdinaryName_HasItsSlug(string branch) =>
        Assert.That(For(Of(branch)), Does.Contain(branch));

    // Made of what the reserved names are made of, so that many are near misses.
    [Test]
    public void AnyBranch_OfAnyKindOfRun_WritesNoNameOfAnother()
    {
        string[] parts =
        [
            "latest",
            "LATEST",
            "main",
            "Main",
            "fp",
            "backup",
            "copied",
            "keep",
            "-",
            "/",
            ".",
            "7",
            "16",
            "alpine",
            "1.4.0",
            "dev",
            "202611211436",
            Sha,
            "\u212a",
            "\u00e9",
        ];
        var random = new Random(12);
        for (var round = 0; round < 20_000; round++)
        {
            var branch = string.Concat(random.GetItems(parts, random.Next(1, 5)));
            if (branch == "main")
            {
                continue;
            }

            var source = Of(branch) with { InCi = random.Next(2) == 0, IsDirty = random.Next(4) == 0 };
            source = random.Next(3) == 0 ? source with { IsMergeRequest = true, Branch = null } : source;
            foreach (var (owner, taken) in Owners)
            {
                Assert.That(ByBranch(owner, source).Where(taken), Is.Empty, branch);
            }
        }
    }

    private static readonly (TagOwner Owner, Func<string, bool> Taken)[] Owners =
    [
        (new TagOwner(PlannerFacts.Version), tag => IsTaken(tag) || tag == "main"),
        (
            new TagOwner(PlannerFacts.Version)
            {
                Variant = "16",
                Scheme = TagScheme.Upstream,
                Siblings = ["16-alpine"],
            },
            tag =>
                IsTaken(tag) || tag is "16" or "16-main" || $"{tag}-".StartsWith("16-alpine-", StringComparison.Ordinal)
        ),
        (
            new TagOwner(PlannerFacts.Version)
            {
                Variant = "1.4",
                VariantVersion = ImageVersion.Parse("1.4", "the variant"),
                Siblings = ["7"],
            },
            tag => IsTaken(tag) || tag is "1.4-main" or "7"
        ),
    ];

    private static bool IsTaken(string tag) =>
        tag is "latest" or "1.4.0" or "keep-1.4.0"
        || ((string[])[Sha, "dev202611211436"]).Any(end => $"-{tag}".EndsWith($"-{end}", StringComparison.Ordinal))
        || ((string[])["fp-", "backup-", "copied-"]).Any(own => tag.StartsWith(own, StringComparison.Ordinal));

    // What a run writes for the branch's sake, without the tags that are the commit's and the time's own.
    private static IEnumerable<string> ByBranch(TagOwner owner, SourceFacts source)
    {
        try
        {
            return TagPolicy
                .For(owner, source, isRelease: false, PlannerFacts.Time)
                .Tags.Where(tag => tag.Reason.StartsWith("the branch", StringComparison.Ordinal))
                .Select(tag => tag.Name);
        }
        catch (BakehouseException)
        {
            return [];
        }
    }

    private static string[] For(SourceFacts source) =>
        [
            .. TagPolicy
                .For(new TagOwner(PlannerFacts.Version), source, isRelease: false, PlannerFacts.Time)
                .Tags.Select(tag => tag.Name),
        ];

    private static SourceFacts Of(string branch) =>
        PlannerFacts.With([]).Source with
        {
            Branch = branch,
            Slug = RefSlug.Of(branch),
        };
}
