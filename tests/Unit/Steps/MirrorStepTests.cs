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
    private const string Place = "library/store";
    private const string Home = "utility/store";
    private static readonly Reference Upstream = new("upstream.test", Place, "7");
    private static readonly Reference Copy = new("target.test", Home, "7");
    private static readonly string Today = $"backup-7-{PlannerFacts.Time:yyyyMMdd}";
    private static readonly Digest Old = Digest.Of("old"u8);
    private readonly RunState run = new();
    private ImageTree tree = null!;
    private ITags tags = null!;
    private ITestRunner tests = null!;
    private string upstreamHost = null!;

    [SetUp]
    public void SetUp()
    {
        tree = new ImageTree().WithCopies(new CacheStore());
        tags = Substitute.For<ITags>();
        tags.ListAsync(default!, default).ReturnsForAnyArgs([]);
        tests = Substitute.For<ITestRunner>();
        upstreamHost = Upstream.Registry;
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
            Is.EqualTo(Puts("bread", Today, "copied-7", "7"))
        );
        Assert.That(
            run.CopyOf("utility/store:7").Warnings.Select(warning => warning.Split(' ')[0]),
            Is.EqualTo(new[] { "backup-7-20260111", "backup-7-20260110" }),
            "three of the five are kept, and the registry takes no tag alone"
        );
    }

    [Test]
    public async Task Copy_ThatReplacesAnotherOnTheSameDay_KeepsItAsTheNextOfTheDay()
    {
        var old = Publish(Copy, "stale");
        Publish(Copy.WithTag(Today), "older");
        Publish(Copy.WithTag($"{Today}-2"), "old");
        tags.ListAsync(Copy.Name, default).ReturnsForAnyArgs([$"{Today}-2", "7", Today]);

        await RunAsync(CopyAction.Mirror, Publish(Upstream, "bread"), old.Digest);

        Assert.That(
            Registries.AskedOf("PUT target.test/utility/store/manifests/"),
            Is.EqualTo(Puts("bread", $"{Today}-3", "copied-7", "7"))
        );
    }

    [Test]
    public async Task Copy_ThatHasTheNewestBackupAlready_NeedsNoOther()
    {
        var old = Publish(Copy, "stale");
        Publish(Copy.WithTag(Today), "stale");
        tags.ListAsync(Copy.Name, default).ReturnsForAnyArgs(["backup-7-20260110", Today]);

        await RunAsync(CopyAction.Mirror, Publish(Upstream, "bread"), old.Digest);

        Assert.That(
            Registries.AskedOf("PUT target.test/utility/store/manifests/"),
            Is.EqualTo(Puts("bread", "copied-7", "7"))
        );
    }

    [Test]
    public async Task Copy_ThatAnotherRunMadeMeanwhile_KeepsAName()
    {
        var meanwhile = Publish(Copy, "meanwhile");

        await RunAsync(CopyAction.Mirror, Publish(Upstream, "bread"), Old);

        Assert.That((await Client.Manifests.HeadAsync(Copy.WithTag(Today)))?.Digest, Is.EqualTo(meanwhile.Digest));
    }

    [Test]
    public async Task Copy_ThatCannotBeKept_IsNotReplaced()
    {
        var old = Publish(Copy, "stale");
        Registries.Instead = asked =>
            asked == "GET target.test/utility/store/manifests/stale" ? new(HttpStatusCode.NotFound) : null;

        var error = Assert.ThrowsAsync<BakehouseException>(() =>
            RunAsync(CopyAction.Mirror, Publish(Upstream, "bread"), old.Digest)
        )!;

        Assert.That(error.Problem, Does.Contain("utility/store:7 is not replaced").And.Contain(old.Digest.Short));
        Assert.That((await Client.Manifests.HeadAsync(Copy))?.Digest, Is.EqualTo(old.Digest));
        Assert.That(Registries.Has(Copy.WithTag("copied-7")), Is.False);
    }

    [Test]
    public async Task Copy_OfARunThatMayWriteNone_IsNotWritten()
    {
        var old = Publish(Copy, "stale");

        Assert.ThrowsAsync<BakehouseException>(() =>
            RunAsync(CopyAction.Mirror, Publish(Upstream, "bread"), old.Digest, source: PlannerFacts.With([]).Source)
        );

        Assert.That((await Client.Manifests.HeadAsync(Copy))?.Digest, Is.EqualTo(old.Digest));
        Assert.That(Registries.Has(Copy.WithTag(Today)), Is.False);
    }

    [Test]
    public void Copy_WhoseTestsFail_GetsNoName()
    {
        tree.WithTest("store");
        tests.RunAsync(null!, default).ReturnsForAnyArgs(new TestReport("store-7", [Case("no such port")]));
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

    // Green is for an upstream's trouble, also where the upstream is a repository of the same registry.
    [Test]
    public async Task Trouble_OfTheUpstream_LeavesTheCopy(
        [Values("upstream.test", "target.test")] string host,
        [Values("manifests", "blobs")] string part,
        [Values(200, 401, 403, 404, 500, 507)] int answer
    )
    {
        upstreamHost = host;
        var image = Publish(new Reference(host, Place, "7"), "bread");
        Registries.Instead = asked =>
            asked.StartsWith($"GET {host}/{Place}/{part}/", StringComparison.Ordinal) ? BreakingOff(answer) : null;

        await RunAsync(CopyAction.Mirror, image, Old, days: 9);

        Assert.That(run.CopyOf($"{Home}:7").Warnings, Has.One.Contains("the last good copy stays: it is 9 days old"));
        Assert.That(run.CopyOf($"{Home}:7").Digest, Is.Null);
    }

    [Test]
    public void Trouble_OfOurOwnRegistry_IsRedAndNamesTheRegistry(
        [Values("upstream.test", "target.test")] string host,
        [Values(
            "HEAD manifests/",
            "HEAD blobs/",
            "POST blobs/uploads/",
            "PUT blobs/uploads/",
            "PUT manifests/bread",
            "PUT manifests/copied-7",
            "PUT manifests/7"
        )]
            string request,
        [Values(401, 403, 429, 500, 507)] int answer
    )
    {
        upstreamHost = host;
        var image = Publish(new Reference(host, Place, "7"), "bread");
        var (method, path) = (request.Split(' ')[0], request.Split(' ')[1]);
        // What is denied to a HEAD is asked for with a GET, whose answer says why.
        Registries.Instead = asked =>
            asked.Replace("GET ", "HEAD ").StartsWith($"{method} target.test/{Home}/{path}", StringComparison.Ordinal)
                ? new((HttpStatusCode)answer)
                : null;

        var error = Assert.ThrowsAsync<BakehouseException>(() => RunAsync(CopyAction.Mirror, image, Old, days: 9))!;

        Assert.That(error.Problem, Does.Contain("target.test").And.Not.Contain("the last good copy stays"));
        Assert.That(run.CopyOf($"{Home}:7").Warnings, Is.Empty);
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

    private Task RunAsync(
        CopyAction action,
        Manifest upstream,
        Digest? old = null,
        int days = 1,
        SourceFacts? source = null
    )
    {
        var catalog = tree.LoadCopies();
        var plan = new Plan
        {
            Time = PlannerFacts.Time,
            Source = source ?? PlannerFacts.With([]).Source with { Branch = "main" },
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
            Upstreams = new Dictionary<string, string> { ["docker.io"] = upstreamHost },
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

    private static HttpResponseMessage BreakingOff(int answer) =>
        new((HttpStatusCode)answer) { Content = new ByteArrayContent("bre"u8.ToArray()) };

    private static IEnumerable<string> Puts(params IEnumerable<string> names) =>
        names.Select(name => $"PUT target.test/utility/store/manifests/{name}");

    private static TestCase Case(string failure) => new("store-7", "goss.yaml", "port", 0.1, failure);
}
