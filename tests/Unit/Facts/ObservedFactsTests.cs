using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Facts;

/// <summary>What a run knows of its images afterwards.</summary>
internal sealed class ObservedFactsTests : IDisposable
{
    private const string Debian = "docker.io/library/debian:13";
    private readonly FactFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Collect_ParentInTheRegistry_IsAnInputByItsDigest()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PublishAsync(["root"]);

        var collected = await fixture.CollectAsync();

        var root = collected.Facts.Registry["root"].Built;
        Assert.That(root, Is.Not.Null);
        Assert.That(collected.Inputs["child"].DigestOf("root"), Is.EqualTo(root));
        Assert.That(collected.Inputs["child"].Build.IsComplete, Is.True);
    }

    [Test]
    public async Task Collect_ParentOnlyUntestedInTheRegistry_IsAnInputByItsDigest()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PublishAsync(["root"], tested: false);

        var collected = await fixture.CollectAsync();

        Assert.Multiple(() =>
        {
            Assert.That(collected.Facts.Registry["root"].Tested, Is.Null);
            Assert.That(collected.Inputs["child"].Build.IsComplete, Is.True);
        });
    }

    [Test]
    public async Task Collect_ParentNotInTheRegistry_LeavesTheChildIncomplete()
    {
        fixture.Tree.With("root").With("child", "root");

        var collected = await fixture.CollectAsync();

        Assert.That(collected.Inputs["child"].Build.IsComplete, Is.False);
        Assert.That(collected.Facts.Registry["child"].Built, Is.Null);
    }

    [Test]
    public async Task Collect_Tags_AreWhatStandsUnderThem()
    {
        fixture.Tree.With("root");
        await fixture.PublishAsync(["root"], tested: true, "topic");

        var root = (await fixture.CollectAsync()).Facts.Registry["root"];

        Assert.That(root.Tags["topic"], Is.EqualTo(root.Tested));
        Assert.That(root.Tags.Values, Has.One.Null);
    }

    [Test]
    public async Task Collect_TestsOfAParentChanged_ChangesTheTestHashOfItsChildrenOnly()
    {
        fixture.Tree.With("root").WithTest("root").With("child", "root").With("other");
        await fixture.PublishAsync(["root", "child", "other"]);
        var before = await fixture.CollectAsync();
        fixture.Tree.WithTest("root", "file: { /etc/passwd: { exists: true } }");

        var after = await fixture.CollectAsync();

        Assert.Multiple(() =>
        {
            Assert.That(after.Inputs["root"].Tests, Is.Not.EqualTo(before.Inputs["root"].Tests));
            Assert.That(after.Inputs["child"].Tests, Is.Not.EqualTo(before.Inputs["child"].Tests));
            Assert.That(after.Inputs["other"].Tests, Is.EqualTo(before.Inputs["other"].Tests));
            Assert.That(after.FingerprintOf("root"), Is.EqualTo(before.FingerprintOf("root")));
        });
    }

    [Test]
    public async Task Collect_ParentsArgumentGivenOnTheCommandLine_ChangesNothing()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PublishAsync(["root", "child"]);
        var before = (await fixture.CollectAsync()).FingerprintOf("child");
        fixture.Options = fixture.Options with
        {
            BuildArguments = new Dictionary<string, string> { ["ROOT"] = "debian" },
        };

        var after = await fixture.CollectAsync();

        Assert.That(after.FingerprintOf("child"), Is.EqualTo(before));
        Assert.That(after.Requests, Has.None.Contain("debian"));
    }

    [Test]
    public async Task Collect_BuildArgumentOnTheCommandLine_ChangesTheImagesThatDeclareIt()
    {
        fixture.Tree.WithDockerfile("with", "FROM scratch\nARG JDK=17\n").With("without");
        var before = await fixture.CollectAsync();
        fixture.Options = fixture.Options with { BuildArguments = new Dictionary<string, string> { ["JDK"] = "21" } };

        var after = await fixture.CollectAsync();

        Assert.That(after.FingerprintOf("with"), Is.Not.EqualTo(before.FingerprintOf("with")));
        Assert.That(after.FingerprintOf("without"), Is.EqualTo(before.FingerprintOf("without")));
    }

    [Test]
    public async Task Collect_Substitute_IsAnInputLikeAnyOther()
    {
        fixture.Tree.WithDockerfile("a", "FROM scratch\nARG SOURCE=upstream\n");
        var before = await fixture.CollectAsync();
        fixture.Substitutes["a"] = new Dictionary<string, string> { ["SOURCE"] = "debian" };

        var after = await fixture.CollectAsync();

        Assert.That(after.FingerprintOf("a"), Is.Not.EqualTo(before.FingerprintOf("a")));
    }

    [Test]
    public async Task Collect_Mirror_IsWhereItIsFetchedFromAndNoInput()
    {
        fixture.Manifests.Put(Debian, "debian");
        fixture.Manifests.Put("mirror.test/library/debian:13", "debian");
        fixture.Tree.With("typed-root").WithClass(new Images.TypedRoot(), new Images.TypedChild());
        fixture.Tree.WithDockerfile(
            "typed-child",
            "ARG TYPED_ROOT=typed-root\nARG MIRROR=docker.io\nFROM ${MIRROR}/library/debian:13\nFROM ${TYPED_ROOT}\n"
        );
        await fixture.PublishAsync(["typed-root"]);
        var before = await fixture.CollectAsync();
        fixture.Options = fixture.Options with
        {
            BuildArguments = new Dictionary<string, string> { ["MIRROR"] = "mirror.test" },
        };

        var after = await fixture.CollectAsync();

        Assert.Multiple(() =>
        {
            Assert.That(after.FingerprintOf("typed-child"), Is.EqualTo(before.FingerprintOf("typed-child")));
            Assert.That(before.Requests, Does.Contain($"HEAD {Debian}"));
            Assert.That(after.Requests, Does.Contain("HEAD mirror.test/library/debian:13"));
        });
    }

    [Test]
    public async Task Collect_UpstreamWrittenInFull_IsTheSameInput()
    {
        fixture.Manifests.Put(Debian, "debian");
        fixture.Tree.WithDockerfile("a", "FROM debian:13\n");
        var before = (await fixture.CollectAsync()).Inputs["a"].Build.References;
        fixture.Tree.WithDockerfile("a", $"FROM {Debian}\n");

        Assert.That((await fixture.CollectAsync()).Inputs["a"].Build.References, Is.EqualTo(before));
    }

    [Test]
    public void Collect_UpstreamThatIsNoReference_SaysSo()
    {
        fixture.Tree.WithDockerfile("a", "FROM Debian:13\n");

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.CollectAsync())!;

        Assert.That(error.Problem, Does.Contain("'Debian:13' is no image"));
    }

    [Test]
    public async Task Collect_UpstreamMoved_ChangesTheFingerprint()
    {
        fixture.Tree.WithDockerfile("a", "FROM debian:13\n");
        fixture.Manifests.Put(Debian, "old");
        var before = await fixture.CollectAsync();
        fixture.Manifests.Put(Debian, "new");

        var after = await fixture.CollectAsync();

        Assert.That(after.FingerprintOf("a"), Is.Not.EqualTo(before.FingerprintOf("a")));
    }

    [TestCase("ARG ROOT=root\nFROM debian:13 AS tools\nFROM ${ROOT}\n", "root")]
    [TestCase("ARG ROOT=root\nFROM ${ROOT} AS one\nFROM debian:13 AS two\nFROM one\n", "root")]
    [TestCase("# syntax=docker/dockerfile:1\nFROM debian\n", "docker.io/library/debian:latest")]
    [TestCase("FROM debian:13 AS tools\nFROM scratch\nCOPY --from=tools / /\n", null)]
    public async Task Collect_Base_IsWhatTheLastStageStandsOn(string dockerfile, string? expected)
    {
        fixture.Manifests.Put(Debian, "debian");
        fixture.Manifests.Put("docker.io/library/debian:latest", "debian");
        fixture.Manifests.Put("docker.io/docker/dockerfile:1", "frontend");
        fixture.Tree.With("root").WithDockerfile("a", dockerfile);
        await fixture.PublishAsync(["root"]);

        Assert.That((await fixture.CollectAsync()).Inputs["a"].Base?.Name, Is.EqualTo(expected));
    }
}
