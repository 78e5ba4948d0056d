using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Images;

namespace Bakehouse.UnitTests.Facts;

/// <summary>What is asked of the upstream and of the registry about copies.</summary>
internal sealed class CopyReaderTests : IDisposable
{
    private const string Upstream = "docker.io/library/store";
    private const string Copy = "registry.test/base/utility/store";
    private readonly ImageTree tree = new ImageTree().WithCopies(new CacheStore());
    private readonly FakeRegistry registry = new();
    private Places places = new("registry.test");

    public void Dispose() => tree.Dispose();

    [Test]
    public async Task Copies_ThatAreTheUpstreams_TakeOneHeadOnEachSide()
    {
        Put("7", "seven", "seven");
        Put("8", "eight", "eight");

        await ReadAsync();

        Assert.That(
            registry.Requests,
            Is.EquivalentTo(new[] { $"HEAD {Upstream}:7", $"HEAD {Upstream}:8", $"HEAD {Copy}:7", $"HEAD {Copy}:8" })
        );
    }

    [Test]
    public async Task Copy_ThatDiffers_TakesItsRecordToo()
    {
        Put("7", "new", "old");
        Put("8", "eight", "eight");

        await ReadAsync();

        Assert.That(registry.Requests, Has.Count.EqualTo(5).And.Contain($"GET {Copy}:copied-7"));
    }

    [Test]
    public async Task Upstream_ThatIsElsewhere_IsAskedThere()
    {
        places = places with { Upstreams = new Dictionary<string, string> { ["docker.io"] = "mirror.test:5000/hub" } };
        registry.Put("mirror.test:5000/hub/library/store:7", "seven");

        var facts = await ReadAsync();

        Assert.That(registry.Requests, Contains.Item("HEAD mirror.test:5000/hub/library/store:7"));
        Assert.That(facts["utility/store:7"].Upstream, Is.Not.Null);
        Assert.That(facts["utility/store:8"].Upstream, Is.Null);
        Assert.That(facts["utility/store:8"].IsNeverOffered, Is.False);
    }

    [Test]
    public async Task Upstream_ThatTheSandboxStandsFor_IsAskedThereAndMayLackATag()
    {
        places = places with { Substitute = "127.0.0.1:5100" };
        registry.Put("127.0.0.1:5100/library/store:7", "seven");

        var facts = await ReadAsync();

        Assert.That(facts["utility/store:7"].IsNeverOffered, Is.False);
        Assert.That(facts["utility/store:8"].IsNeverOffered, Is.True);
    }

    [Test]
    public async Task Substitute_OutOfReach_IsKnownByWhatItHas([Values] bool isElsewhere)
    {
        places = places with
        {
            Substitute = isElsewhere ? null : "docker.io.test:5100",
            SubstituteImages = new HashSet<string> { "library/store:7" },
        };
        Refuse("docker.io");

        var facts = await ReadAsync();

        Assert.That(facts["utility/store:7"].IsNeverOffered, Is.False, "there should be a copy of it");
        Assert.That(facts["utility/store:8"].IsNeverOffered, Is.True);
    }

    [Test]
    public async Task Upstream_OutOfReach_IsAFact()
    {
        Refuse("docker.io");

        var facts = await ReadAsync();

        Assert.That(facts.Values.Select(copy => copy.Problem), Is.All.EqualTo("Nobody answers"));
    }

    [Test]
    public async Task Record_OfWhatDoesNotStandThere_CountsForNothing()
    {
        Put("7", "new", "old");
        var other = new Descriptor(MediaTypes.OciManifest, Digest.Of("other"u8), 10);
        await registry.PutAsync(
            Reference.Parse($"{Copy}:copied-7"),
            new CopyRecord(other, other.Digest, DateTimeOffset.UnixEpoch).ToManifest()
        );

        var facts = await ReadAsync();

        Assert.That(facts["utility/store:7"].Record, Is.Null);
    }

    private void Refuse(string registryName) =>
        registry.OnRequest = request =>
        {
            if (request.Contains(registryName, StringComparison.Ordinal))
            {
                throw new BakehouseException("Nobody answers.", "Wait.");
            }
        };

    private void Put(string tag, string upstream, string copy)
    {
        registry.Put($"{Upstream}:{tag}", upstream);
        registry.Put($"{Copy}:{tag}", copy);
    }

    private Task<IReadOnlyDictionary<string, CopyFacts>> ReadAsync() =>
        new CopyReader(registry).ReadAsync(
            tree.LoadCopies().Copies,
            new Destination("registry.test", "base"),
            places,
            CancellationToken.None
        );
}
