using Bakehouse.Planning;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Facts;

/// <summary>How few requests a run sends before it knows what to do.</summary>
internal sealed class RegistryRequestTests : IDisposable
{
    private const string Debian = "docker.io/library/debian:13";
    private readonly FactFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Collect_NothingChanged_AsksOnceForEachImageAndTag()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PublishAsync(["root", "child"], tested: true, "topic", PlannerFacts.Commit);

        var collected = await fixture.CollectAsync();

        var expected = collected.Images.SelectMany(image =>
            new[] { collected.TestedTagOf(image.Name), "topic", PlannerFacts.Commit }.Select(tag =>
                collected.Head(image.Name, tag)
            )
        );
        Assert.That(collected.Requests, Is.EquivalentTo(expected));
    }

    [Test]
    public async Task Collect_EmptyRegistry_AsksAboutRootsAndNeverAboutTheirChildren()
    {
        fixture.Tree.With("root").With("child", "root").With("grandchild", "child");

        var collected = await fixture.CollectAsync();

        Assert.That(
            collected.Heads,
            Is.EquivalentTo(
                new[]
                {
                    collected.Head("root", collected.TestedTagOf("root")),
                    collected.Head("root", collected.FingerprintOf("root").Tag),
                }
            )
        );
    }

    [Test]
    public async Task Collect_Release_AsksAboutTheVersionOfAnImageThatIsNotThere()
    {
        fixture.Tree.With("root");
        fixture.Known = fixture.Known with { IsRelease = true };

        var collected = await fixture.CollectAsync();

        Assert.That(collected.Requests, Does.Contain(collected.Head("root", "1.4.0")));
        Assert.That(collected.Requests, Does.Not.Contain(collected.Head("root", "topic")));
    }

    [Test]
    public async Task Collect_ReleaseOfAChildWhoseParentIsBuilt_AsksAboutItsVersion()
    {
        fixture.Tree.With("root").With("child", "root");
        fixture.Known = fixture.Known with { IsRelease = true };

        var collected = await fixture.CollectAsync();

        Assert.That(collected.Heads, Does.Contain(collected.Head("child", "1.4.0")));
    }

    [Test]
    public async Task Collect_ParentsThatNobodyNamed_AreAskedForTheirFingerprintOnly()
    {
        fixture.Tree.With("root").With("child", "root");
        await fixture.PublishAsync(["root", "child"], tested: true, "topic", PlannerFacts.Commit);

        var collected = await fixture.CollectAsync("child");

        Assert.That(
            collected.Requests.Where(request => request.Contains("/root:")),
            Is.EqualTo(new[] { collected.Head("root", collected.TestedTagOf("root")) })
        );
    }

    [Test]
    public async Task Collect_ImagesThatNobodyNeeds_AreNotAskedAbout()
    {
        fixture.Tree.With("root").With("child", "root").With("other");

        var collected = await fixture.CollectAsync("root");

        Assert.That(collected.Requests, Has.None.Contain("/child:").And.None.Contain("/other:"));
        Assert.That(collected.Inputs.Keys, Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public async Task Collect_UpstreamNamedByManyImages_IsAskedOnce()
    {
        fixture.Manifests.Put(Debian, "debian");
        fixture.Tree.WithDockerfile("a", "FROM debian:13\n");
        fixture.Tree.WithDockerfile("b", "FROM debian:13 AS one\nFROM debian:13\nCOPY --from=one / /\n");

        var collected = await fixture.CollectAsync();

        Assert.That(collected.Requests.Count(request => request == $"HEAD {Debian}"), Is.EqualTo(1));
    }

    [Test]
    public async Task Collect_UpstreamWithoutATag_IsAskedAsLatest()
    {
        fixture.Manifests.Put("docker.io/library/debian:latest", "debian");
        fixture.Tree.WithDockerfile("a", "FROM debian\n");

        Assert.That((await fixture.CollectAsync()).Requests, Does.Contain("HEAD docker.io/library/debian:latest"));
    }

    [Test]
    public void Collect_UpstreamThatDoesNotExist_NamesIt()
    {
        fixture.Tree.WithDockerfile("a", "FROM debian:99\n");

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.CollectAsync())!;

        Assert.That(error.Problem, Does.Contain("docker.io/library/debian:99"));
    }

    [Test]
    public async Task Collect_WithoutARegistry_AsksNobodyNotEvenAnUpstream()
    {
        fixture.Destination = new Destination(null, "");
        fixture.Tree.WithDockerfile("a", "FROM debian:13\n").With("root").With("child", "root");

        var collected = await fixture.CollectAsync();

        Assert.Multiple(() =>
        {
            Assert.That(collected.Requests, Is.Empty);
            Assert.That(collected.Facts.Registry, Is.Empty);
            Assert.That(collected.Inputs.Keys, Is.EquivalentTo(new[] { "a", "root", "child" }));
        });
    }

    [Test]
    public async Task Collect_ManyImages_FindsAllOfThem()
    {
        var names = Enumerable.Range(0, 300).Select(number => $"image-{number}").ToList();
        foreach (var (name, index) in names.Select((name, index) => (name, index)))
        {
            _ = index == 0 ? fixture.Tree.With(name) : fixture.Tree.With(name, names[(index - 1) / 2]);
        }

        Assert.That((await fixture.CollectAsync()).Inputs, Has.Count.EqualTo(300));
    }
}
