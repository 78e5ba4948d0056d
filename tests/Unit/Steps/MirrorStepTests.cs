using System.Net;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Registry;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Images;
using Bakehouse.UnitTests.Mirroring;
using Bakehouse.UnitTests.Planning;
using Cake.Core;
using NSubstitute;
using Substitute = NSubstitute.Substitute;

namespace Bakehouse.UnitTests.Steps;

/// <summary>What becomes of one copy of a plan: in which order it is written, and when the last good one stays.</summary>
public sealed class MirrorStepTests : CopyFixture
{
    private static readonly Reference Upstream = new("upstream.test", "library/store", "7");
    private static readonly Reference Copy = new("target.test", "utility/store", "7");
    private static readonly Digest Old = Digest.Of("old"u8);
    private readonly RunState run = new();
    private ImageTree tree = null!;
    private ITags tags = null!;
    private ITestRunner tests = null!;

    [SetUp]
    public void SetUp()
    {
        tree = new ImageTree().WithCopies(new CacheStore());
        tags = Substitute.For<ITags>();
        tags.ListAsync(default!, default).ReturnsForAnyArgs([]);
        tests = Substitute.For<ITestRunner>();
    }

    [TearDown]
    public void TearDown() => tree.Dispose();

    [Test]
    public async Task Copy_ThatIsNew_HasItsRecordBeforeItsNameAndNeedsNoBackup()
    {
        var image = Publish(Upstream, "bread");

        await RunAsync(CopyAction.Mirror, image);

        Assert.That(
            Registries.AskedOf("PUT target.test/utility/store/manifests/"),
            Is.EqualTo(Puts("bread", "copied-7", "7"))
        );
        Assert.That(run.CopyOf("utility/store:7").Digest, Is.EqualTo(image.Digest));
        await tags.DidNotReceiveWithAnyArgs().ListAsync(default!, default);
    }

    [Test]
    public async Task Copy_ThatReplacesAnother_KeepsItAsABackupFirst()
    {
        var old = Publish(Copy, "stale");
        tags.ListAsync(Copy.Name, default)
            .ReturnsForAnyArgs([.. Enumerable.Range(10, 5).Select(day => $"backup-7-202601{day}"), "7"]);
        tags.DeleteAsync(default!, default).ReturnsForAnyArgs(TagDeletion.Unsupported);

        await RunAsync(CopyAction.Mirror, Publish(Upstream, "bread"), old.Digest);

        Assert.That(
            Registries.AskedOf("PUT target.test/utility/store/manifests/"),
            Is.EqualTo(Puts("bread", $"backup-7-{PlannerFacts.Time:yyyyMMdd}", "copied-7", "7"))
        );
        Assert.That(
            run.CopyOf("utility/store:7").Warnings.Select(warning => warning.Split(' ')[0]),
            Is.EqualTo(new[] { "backup-7-20260111", "backup-7-20260110" }),
            "three of the five are kept, and the registry takes no tag alone"
        );
    }

    [Test]
    public async Task Copy_ThatReplacesAnotherOnTheSameDay_KeepsTheFirstBackupAndListsNone()
    {
        var old = Publish(Copy, "stale");
        Publish(Copy.WithTag($"backup-7-{PlannerFacts.Time:yyyyMMdd}"), "older");

        await RunAsync(CopyAction.Mirror, Publish(Upstream, "bread"), old.Digest);

        Assert.That(
            Registries.AskedOf("PUT target.test/utility/store/manifests/"),
            Is.EqualTo(Puts("bread", "copied-7", "7"))
        );
        await tags.DidNotReceiveWithAnyArgs().ListAsync(default!, default);
    }

    [Test]
    public void Copy_WhoseTestsFail_GetsNoName()
    {
        tree.WithTest("store");
        tests
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(
                TestReport.Of("store-7", [new TestSuite("store-7", "goss.yaml")], [Case("no such port")])
            );
        var image = Publish(Upstream, "bread");

        Assert.ThrowsAsync<TestsFailedException>(() => RunAsync(CopyAction.Mirror, image));

        Assert.That(Registries.Has(Copy.Name.WithDigest(image.Digest)), Is.True);
        Assert.That(Registries.Has(Copy), Is.False);
        Assert.That(Registries.Has(Copy.WithTag("copied-7")), Is.False);
    }

    [Test]
    public async Task Upstream_ThatBreaksOff_LeavesTheCopyWithItsAge()
    {
        var image = Publish(Upstream, "bread");
        Registries.Instead = asked =>
            asked.StartsWith("GET upstream.test", StringComparison.Ordinal) ? new(HttpStatusCode.Forbidden) : null;

        await RunAsync(CopyAction.Mirror, image, Old, days: 9);

        Assert.That(
            run.CopyOf("utility/store:7").Warnings,
            Has.One.Contains("the last good copy stays: it is 9 days old")
        );
        Assert.That(Registries.AskedOf("PUT "), Is.Empty);
    }

    [Test]
    public void Upstream_ThatBreaksOff_IsAnErrorWhereThereIsNoCopyOrOneThatIsTooOld([Values] bool isThere)
    {
        var image = Publish(Upstream, "bread");
        Registries.Instead = asked =>
            asked.StartsWith("GET upstream.test", StringComparison.Ordinal) ? new(HttpStatusCode.Forbidden) : null;

        var error = Assert.ThrowsAsync<BakehouseException>(() =>
            RunAsync(CopyAction.Mirror, image, isThere ? Old : null, days: 91)
        )!;

        Assert.That(error.Problem, Does.Contain(isThere ? "91 days old, which is too old" : "no copy to go on with"));
        Assert.That(error.Remedy, Does.Contain("--upstream=docker.io="));
    }

    [Test]
    public async Task PullLimit_ThatIsUsedUp_LeavesTheCopyForTheNextRun()
    {
        Registries.Remaining = 0;
        var image = Publish(Upstream, "bread");
        await Client.Manifests.HeadAsync(Upstream);

        await RunAsync(CopyAction.Mirror, image, Old, days: 9);

        Assert.That(
            run.CopyOf("utility/store:7").Warnings,
            Has.One.EqualTo(
                "the pull limit of docker.io leaves no room for it; the last good copy stays: it is 9 days old"
            )
        );
        Assert.That(Registries.AskedOf("GET upstream.test"), Is.Empty);
    }

    [TestCase(CopyAction.Nothing, 0)]
    [TestCase(CopyAction.Withhold, 0)]
    [TestCase(CopyAction.LeaveOut, 0)]
    [TestCase(CopyAction.Keep, 1)]
    public async Task Copy_ThatIsNotToBeMade_AsksNobody(CopyAction action, int warnings)
    {
        await RunAsync(action, FakeImage.Of("bread"), Old);

        Assert.That(Registries.Asked, Is.Empty);
        Assert.That(run.CopyOf("utility/store:7").Warnings, Has.Count.EqualTo(warnings));
    }

    private Task RunAsync(CopyAction action, Manifest upstream, Digest? old = null, int days = 1)
    {
        var catalog = tree.LoadCopies();
        var plan = new Plan
        {
            Time = PlannerFacts.Time,
            Source = PlannerFacts.With([]).Source,
            Version = PlannerFacts.Version,
            Images = [],
            Copies =
            [
                new PlannedCopy
                {
                    Name = "utility/store:7",
                    Upstream = "docker.io/library/store:7",
                    Action = action,
                    Reasons = ["made up"],
                    Source = upstream.Descriptor,
                    Digest = old,
                    Copied = old is null ? null : PlannerFacts.Time.AddDays(-days),
                },
            ],
            WithheldTags = [],
        };
        var places = new Places("target.test")
        {
            Upstreams = new Dictionary<string, string> { ["docker.io"] = "upstream.test" },
        };
        run.Begin(
            new RunState.Prepared(
                plan,
                PlannerFacts.With([]),
                new Destination("target.test", ""),
                places,
                new Dictionary<string, IReadOnlyDictionary<string, string>>()
            )
            {
                Began = plan.Time,
            }
        );
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(_ => new Cake.Core.IO.DirectoryPath(tree.Root));
        var step = new MirrorStep(
            new CopyRequests(Copier, catalog, run),
            Copier,
            Client.Manifests,
            new CopyBackups(Client.Manifests, tags),
            new CopyTests(Substitute.For<IEngineImages>(), tests, new Artifacts(environment)),
            run,
            Substitute.For<ICopyView>()
        );
        return step.RunAsync(catalog.Copies.Single(copy => copy.Tag == "7"), CancellationToken.None);
    }

    private static IEnumerable<string> Puts(params IEnumerable<string> names) =>
        names.Select(name => $"PUT target.test/utility/store/manifests/{name}");

    private static TestCase Case(string failure) => new("store-7", "goss.yaml", "port", 0.1, failure);
}
