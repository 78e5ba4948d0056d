using Bakehouse.Facts;
using Bakehouse.Packages;
using Bakehouse.Planning;
using Bakehouse.UnitTests.Planning;

namespace Bakehouse.UnitTests.Facts;

/// <summary>What a run knows of the images that its builds take the place of.</summary>
internal sealed class ReplacedImagesTests : IDisposable
{
    private readonly FactFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Test]
    public async Task Replaced_ImageUnderATagOfTheRun_TellsItsPackagesAndItsSize()
    {
        fixture.Tree.With("root");
        Put("topic", "openssl 3.5.1-1\n");

        var root = (await ReplacedAsync())["root"];

        Assert.That(root.Packages!.ToString(), Is.EqualTo("openssl 3.5.1-1\n"));
        Assert.That(root.PackedSize, Is.EqualTo(1_000));
    }

    [Test]
    public async Task Replaced_ImageMadeAnewOfTheSameInputs_IsReadByItsDigest()
    {
        fixture.Tree.With("root");
        await fixture.PublishAsync(["root"], tested: true, "topic", PlannerFacts.Commit);
        var before = (await fixture.CollectAsync()).Facts.Registry["root"].Built!;

        var replaced = await ReplacedAsync(forced: "root");

        Assert.That(replaced["root"].Digest, Is.EqualTo(before));
        Assert.That(fixture.Manifests.Requests[^1], Is.EqualTo($"GET registry.test/base/root@{before}"));
    }

    [Test]
    public async Task Replaced_NothingToBuild_AsksNothing()
    {
        fixture.Tree.With("root");
        await fixture.PublishAsync(["root"], tested: true, "topic", PlannerFacts.Commit);
        var before = fixture.Manifests.Requests.Count;

        Assert.That(await ReplacedAsync(), Is.Empty);
        Assert.That(fixture.Manifests.Requests.Skip(before), Has.None.StartsWith("GET"));
    }

    [Test]
    public async Task Facts_OfAnImageToBuild_AreThereBeforeAnybodyReadsWhatItReplaces()
    {
        fixture.Tree.With("root");
        Put("topic", "openssl 3.5.1-1\n");

        var collected = await fixture.CollectAsync();

        Assert.That(collected.Requests, Has.None.StartsWith("GET"));
        Assert.That(collected.Facts.Previous, Is.Null);
    }

    [Test]
    public async Task Replaced_NothingInTheRegistry_IsNone()
    {
        fixture.Tree.With("root");

        Assert.That(await ReplacedAsync(), Is.Empty);
    }

    private void Put(string tag, string packages) =>
        fixture.Manifests.Put(
            FactFixture.NameOf("root", tag),
            "before",
            new Dictionary<string, string> { [PackageLabel.Name] = PackageLabel.Write(PackageList.Parse(packages)) }
        );

    private async Task<IReadOnlyDictionary<string, PreviousImage>> ReplacedAsync(params string[] forced)
    {
        fixture.Known = fixture.Known with
        {
            Anew = forced.ToDictionary(image => image, IReadOnlyList<string> (_) => ["forced"]),
        };
        var collected = await fixture.CollectAsync();
        var plan = Planner.Plan(collected.Images, collected.Facts);
        return await new PreviousImages(fixture.Manifests, fixture.Manifests.Blobs).ReplacedByAsync(
            plan,
            collected.Catalog,
            fixture.Destination,
            CancellationToken.None
        );
    }
}
