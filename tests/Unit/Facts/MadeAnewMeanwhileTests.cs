using Bakehouse.Planning;

namespace Bakehouse.UnitTests.Facts;

/// <summary>
/// A refresh bakes a fingerprint anew and tests it. Where other tests were passed before, as on a branch that changes
/// them, their proof stands on the older image.
/// </summary>
internal sealed class MadeAnewMeanwhileTests : IDisposable
{
    private readonly FactFixture fixture = new();

    public MadeAnewMeanwhileTests() => fixture.Tree.With("root").WithTest("root");

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Collect_TagPointsToTheNewerImage_IsThatImageToBeTested()
    {
        await fixture.PublishAsync(["root"]);
        var fingerprint = (await fixture.CollectAsync()).FingerprintOf("root");
        var newer = fixture.Manifests.Put(FactFixture.NameOf("root", fingerprint.Tag), "newer");
        fixture.Manifests.Put(FactFixture.NameOf("root", "topic"), "newer");

        var collected = await fixture.CollectAsync();

        Assert.That(collected.Facts.Registry["root"].Built, Is.EqualTo(newer));
        Assert.That(collected.Facts.Registry["root"].Tested, Is.Null);
        var planned = Planner.Plan(collected.Images, collected.Facts).Find("root")!;
        Assert.That((planned.Action, planned.Digest), Is.EqualTo((ImageAction.Test, newer)));
    }

    [Test]
    public async Task Collect_TagPointsToAnotherImage_MovesToTheTestedOne()
    {
        await fixture.PublishAsync(["root"]);
        fixture.Manifests.Put(FactFixture.NameOf("root", "topic"), "other");

        var registry = (await fixture.CollectAsync()).Facts.Registry["root"];

        Assert.That(registry.Tested, Is.Not.Null);
        Assert.That(registry.Built, Is.EqualTo(registry.Tested));
    }
}
