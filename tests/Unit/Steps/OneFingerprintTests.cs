using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Facts;

namespace Bakehouse.UnitTests.Steps;

/// <summary>Two runs make the same fingerprint at once, and one of them is the first to push.</summary>
internal sealed class OneFingerprintTests : IDisposable
{
    private static readonly TestHash OtherTests = new(new string('0', 64));
    private readonly StepFixture fixture = new();

    public OneFingerprintTests() => fixture.Tree.With("root").WithTest("root");

    private TestHash OwnTests => fixture.Run.InputsOf("root").Tests;

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Theirs_PassedOtherTests_IsNeitherNamedNorProvenWithOurs()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        var theirs = fixture.PutTheirs("root", OtherTests);

        await fixture.PushAsync("root");

        var fingerprint = fixture.FingerprintOf("root");
        var ours = fixture.DigestOf("root");
        Assert.Multiple(() =>
        {
            Assert.That(ours, Is.Not.EqualTo(theirs));
            Assert.That(fixture.Registry[FactFixture.NameOf("root", "topic")], Is.EqualTo(ours));
            Assert.That(
                fixture.Registry[FactFixture.NameOf("root", fingerprint.TestedTag(OwnTests))],
                Is.EqualTo(ours)
            );
            Assert.That(
                fixture.Registry[FactFixture.NameOf("root", fingerprint.TestedTag(OtherTests))],
                Is.EqualTo(theirs)
            );
        });
    }

    [Test]
    public async Task Theirs_IsNotProvenYet_GivesWayToOurs()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        var theirs = fixture.Registry.Put(
            FactFixture.NameOf("root", fixture.FingerprintOf("root").Tag),
            "theirs",
            FingerprintLabel.Write(fixture.Run.InputsOf("root").Build)
        );

        await fixture.PushAsync("root");

        Assert.That(fixture.DigestOf("root"), Is.Not.EqualTo(theirs));
    }

    [Test]
    public async Task Theirs_ProvenWithOurTests_CountsWhereverTheFingerprintHasMovedTo()
    {
        await fixture.PlanAsync();
        await fixture.BuildAsync("root");
        await fixture.TestAsync("root");
        var theirs = fixture.PutTheirs("root", OwnTests);
        fixture.PutTheirs("root", OtherTests, "a third run's");

        await fixture.PushAsync("root");

        Assert.That(fixture.DigestOf("root"), Is.EqualTo(theirs));
    }

    [Test]
    public async Task Child_OfAParentThatGaveWay_IsBuiltAndTestedAgainOnTheOneThatIsThere()
    {
        fixture.Tree.With("child", "root").WithTest("child").With("grandchild", "child");
        await fixture.PlanAsync();
        foreach (var image in (string[])["root", "child", "grandchild"])
        {
            await fixture.BuildAsync(image);
            await fixture.TestAsync(image);
        }

        var theirs = fixture.PutTheirs("root", OwnTests);
        await fixture.PushAsync("root");
        await fixture.PushAsync("child");
        await fixture.PushAsync("grandchild");

        Assert.That(
            fixture.Journal.Where(line => line.EndsWith("child.again", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "build working/child.again", "build working/grandchild.again" })
        );
        Assert.That(fixture.Journal.Count(line => line == "test child"), Is.EqualTo(2));
        await RequireProvenanceAsync("child", "root", theirs);
        await RequireProvenanceAsync("grandchild", "child", fixture.DigestOf("child"));
        Assert.That(
            (await fixture.PlanAsync()).Images.Select(image => image.Action),
            Is.All.EqualTo(ImageAction.Nothing)
        );
    }

    [Test]
    public async Task Child_BuiltAgainWhoseTestsFail_GetsNoName()
    {
        fixture.Tree.With("child", "root").WithTest("child");
        await fixture.PlanAsync();
        foreach (var image in (string[])["root", "child"])
        {
            await fixture.BuildAsync(image);
            await fixture.TestAsync(image);
        }

        fixture.PutTheirs("root", OwnTests);
        await fixture.PushAsync("root");
        fixture.Broken.Add("child");

        Assert.CatchAsync(() => fixture.PushAsync("child"));
        Assert.That(fixture.Registry.TagsOf("registry.test/base/child"), Is.Empty);
    }

    [Test]
    public async Task Child_WhoseLayersAreNotItsParents_GetsNoName()
    {
        fixture.Tree.With("child", "root");
        await fixture.PlanAsync();
        await fixture.BakeAsync("root");
        await fixture.BuildAsync("child");
        await fixture.TestAsync("child");
        var other = fixture.Registry.Put(FactFixture.NameOf("root", "other"), "another root");
        fixture.Run.Update("root", result => result with { Digest = other });

        var error = Assert.ThrowsAsync<BakehouseException>(() => fixture.PushAsync("child"))!;

        Assert.That(error.Problem, Does.StartWith("child gets no tag").And.Contain(other.ToString()));
        Assert.That(fixture.Registry.TagsOf("registry.test/base/child"), Has.None.EqualTo("topic"));
        Assert.That(fixture.Registry.TagsOf("registry.test/base/child"), Has.None.Contain("-t"));
    }

    private async Task RequireProvenanceAsync(string image, string parent, Digest digest)
    {
        var config = await fixture.Registry.ConfigOfAsync(FactFixture.NameOf(image, "topic"));
        var below = await fixture.Registry.ConfigOfAsync(FactFixture.NameOf(parent, "topic"));
        Assert.That(config.Labels["org.opencontainers.image.base.digest"], Is.EqualTo(digest.ToString()));
        Assert.That(config.DiffIds.Take(below.DiffIds.Count), Is.EqualTo(below.DiffIds));
    }
}
