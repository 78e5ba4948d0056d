using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Bakehouse.Facts;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Dockerfiles;
using Bakehouse.UnitTests.Images;
using Bakehouse.UnitTests.Planning;
using Cake.Core;
using NSubstitute;
using Substitute = NSubstitute.Substitute;

namespace Bakehouse.UnitTests.Facts;

/// <summary>Images in a folder, a registry in memory, and what a run observes of both.</summary>
internal sealed class FactFixture : IDisposable
{
    public const string Registry = "registry.test";
    private readonly TemporaryFolder programs = new();

    public ImageTree Tree { get; } = new();

    public FakeRegistry Manifests { get; } = new();

    /// <summary>The content of this machine's goss; it has none where null.</summary>
    public string? GossProgram { get; set; } = "goss 0.4.9";

    public RunOptions Options { get; set; } = new() { Jobs = 1 };

    public Destination Destination { get; set; } = new(Registry, "base");

    public PlanFacts Known { get; set; } = PlannerFacts.With([]);

    public Dictionary<string, IReadOnlyDictionary<string, string>> Substitutes { get; } = [];

    public static string NameOf(string image, string tag) => $"{Registry}/base/{image}:{tag}";

    /// <summary>What a new run observes about some images, or about all of them.</summary>
    public async Task<Collected> CollectAsync(params string[] images)
    {
        var catalog = Tree.Load();
        var before = Manifests.Requests.Count;
        var inputs = new InputReader(catalog, Manifests, Goss(), Options);
        var collector = new FactCollector(catalog, inputs, new RegistryReader(Manifests));
        var wanted = images.Length == 0 ? catalog.Images : [.. images.Select(name => catalog[name])];
        var facts = await collector.CollectAsync(
            wanted,
            Task.FromResult(Known),
            Destination,
            new UpstreamPlaces([], Destination, new Places(Registry)),
            Substitutes,
            CancellationToken.None
        );
        return new Collected(catalog, wanted, facts, [.. Manifests.Requests.Skip(before)]);
    }

    /// <summary>What a new run does, and why.</summary>
    public async Task<Plan> PlanAsync()
    {
        var collected = await CollectAsync();
        var previous = await new PreviousImages(Manifests, Manifests.Blobs).ReplacedByAsync(
            Planner.Plan(collected.Images, collected.Facts),
            collected.Catalog,
            Destination,
            CancellationToken.None
        );
        return Planner.Plan(collected.Images, collected.Facts with { Previous = previous });
    }

    /// <summary>Puts images into the registry as a run would, parents first, tested and under the tags.</summary>
    public async Task PublishAsync(IEnumerable<string> images, bool tested = true, params string[] tags)
    {
        foreach (var image in images)
        {
            var collected = await CollectAsync(image);
            var inputs = collected.Inputs[image];
            var fingerprint = Fingerprint.Of(inputs.Build);
            string[] own = tested ? [fingerprint.Tag, fingerprint.TestedTag(inputs.Tests)] : [fingerprint.Tag];
            foreach (var tag in own.Concat(tags))
            {
                Manifests.Put(
                    NameOf(collected.Catalog[image].Repository, tag),
                    $"{image} {fingerprint}",
                    FingerprintLabel.Write(inputs.Build)
                );
            }
        }
    }

    /// <summary>The goss of this machine.</summary>
    public GossKit Goss()
    {
        var environment = Substitute.For<ICakeEnvironment>();
        if (GossProgram is not null)
        {
            environment.GetEnvironmentVariable("PATH").Returns(programs.Path);
            programs.With("goss", GossProgram);
        }

        return new GossKit(Substitute.For<ICommandRunner>(), new ChildEnvironment(environment));
    }

    public void Dispose()
    {
        programs.Dispose();
        Tree.Dispose();
    }
}

/// <summary>What a run observed, and what it asked the registry for that.</summary>
internal sealed record Collected(
    ImageCatalog Catalog,
    IReadOnlyList<ImageDefinition> Images,
    PlanFacts Facts,
    IReadOnlyList<string> Requests
)
{
    public IReadOnlyDictionary<string, ImageInputs> Inputs => Facts.Inputs;

    /// <summary>The questions whether something is there; the rest is for saying what changed.</summary>
    public IEnumerable<string> Heads => Requests.Where(request => request.StartsWith("HEAD", StringComparison.Ordinal));

    public Fingerprint FingerprintOf(string image) => Fingerprint.Of(Inputs[image].Build);

    public string TestedTagOf(string image) => FingerprintOf(image).TestedTag(Inputs[image].Tests);

    public string Head(string image, string tag) => $"HEAD {FactFixture.NameOf(image, tag)}";
}
