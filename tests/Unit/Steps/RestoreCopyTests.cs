using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Facts;
using Bakehouse.UnitTests.Images;
using Bakehouse.UnitTests.Planning;
using NSubstitute;
using Spectre.Console;
using Substitute = NSubstitute.Substitute;

namespace Bakehouse.UnitTests.Steps;

/// <summary>Which backup a copy gets back, and who may do that.</summary>
internal sealed class RestoreCopyTests : IDisposable
{
    private const string Name = "registry.test/base/utility/store";
    private static readonly SourceFacts Main = PlannerFacts.With([]).Source with { Branch = "main", Slug = "main" };
    private readonly ImageTree tree = new ImageTree().WithCopies(new CacheStore());
    private readonly FakeRegistry registry = new();
    private readonly TimeProvider time = Substitute.For<TimeProvider>();

    public RestoreCopyTests()
    {
        time.GetUtcNow().Returns(PlannerFacts.Time);
        registry.Put($"{Name}:7", "now");
        registry.Put($"{Name}:backup-7-20261120", "first");
        registry.Put($"{Name}:backup-7-20261120-2", "second");
        registry.Put($"{Name}:backup-7-20261119", "older");
    }

    private static readonly TestCaseData[] Refused =
    [
        Case("a fork", Main with { IsFork = true, IsMergeRequest = true }),
        Case("a merge request", Main with { IsMergeRequest = true }),
        Case("a branch", Main with { Branch = "topic" }),
        Case("a git tag", Main with { Branch = null }),
        Case("an older commit", Main with { NewerHead = PlannerFacts.Commit }),
        Case("uncommitted changes", Main with { IsDirty = true }),
        Case("a laptop, uncommitted changes", Main with { InCi = false, IsDirty = true }),
        Case("a laptop, a branch", Main with { InCi = false, Branch = "topic" }),
        Case("no repository", new SourceFacts { InCi = false }),
    ];

    public void Dispose() => tree.Dispose();

    [TestCaseSource(nameof(Refused))]
    public void Restore_ByARunThatMayWriteNoCopy_IsRefusedBeforeTheRegistryIsAsked(SourceFacts source)
    {
        var error = Assert.ThrowsAsync<BakehouseException>(() => RunAsync(source))!;

        Assert.That(error.Problem, Does.StartWith("utility/store:7 is not written: "));
        Assert.That(error.Remedy, Does.Contain("on the default branch"));
        Assert.That(registry.Requests, Is.Empty);
    }

    [TestCase(null, "backup-7-20261120-2")]
    [TestCase("20261120-2", "backup-7-20261120-2")]
    [TestCase("20261120", "backup-7-20261120")]
    [TestCase("20261119", "backup-7-20261119")]
    public async Task Restore_OnTheDefaultBranch_PutsTheBackupBackAndKeepsWhatItReplaces(
        string? backup,
        string expected
    )
    {
        var (wanted, replaced) = (registry[$"{Name}:{expected}"], registry[$"{Name}:7"]);

        await RunAsync(Main with { InCi = false }, backup);

        Assert.That(registry[$"{Name}:7"], Is.EqualTo(wanted));
        Assert.That(registry[$"{Name}:backup-7-20261121"], Is.EqualTo(replaced));
    }

    [Test]
    public async Task Restore_TwiceOnADay_KeepsEachThatItReplaces()
    {
        var (first, second) = (registry[$"{Name}:7"], registry[$"{Name}:backup-7-20261119"]);
        await RunAsync(Main, "20261119");
        await RunAsync(Main, "20261120");

        Assert.That(registry[$"{Name}:backup-7-20261121"], Is.EqualTo(first));
        Assert.That(registry[$"{Name}:backup-7-20261121-2"], Is.EqualTo(second));
    }

    [Test]
    public void Restore_OfABackupThatIsNotThere_ListsThoseThatAre()
    {
        var error = Assert.ThrowsAsync<BakehouseException>(() => RunAsync(Main, "20261120-3"))!;

        Assert.That(error.Remedy, Is.EqualTo("There are those of 20261120-2, 20261120, 20261119."));
    }

    private Task RunAsync(SourceFacts source, string? backup = null)
    {
        var tags = Substitute.For<ITags>();
        tags.ListAsync(default!, default)
            .ReturnsForAnyArgs(_ => Task.FromResult<IReadOnlyList<string>>([.. registry.TagsOf(Name)]));
        var restore = new RestoreCopy(
            new RunOptions
            {
                Jobs = 1,
                Copy = "utility/store:7",
                Backup = backup,
            },
            tree.LoadCopies(),
            registry,
            new CopyBackups(registry, tags),
            Substitute.For<IAnsiConsole>(),
            time
        );
        return restore.RunAsync(new Destination(FactFixture.Registry, "base"), source, CancellationToken.None);
    }

    private static TestCaseData Case(string name, SourceFacts source) =>
        new TestCaseData(source).SetArgDisplayNames(name);
}
