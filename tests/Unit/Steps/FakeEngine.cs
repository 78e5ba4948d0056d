using System.Collections.Concurrent;
using Bakehouse.Adapters.Docker;
using Bakehouse.Oci;
using Bakehouse.UnitTests.Facts;

namespace Bakehouse.UnitTests.Steps;

/// <summary>
/// An engine that keeps what it is asked for; what it pushes is in the registry then. An image has the layers of what it is built
/// on, and one of its own.
/// </summary>
internal sealed class FakeEngine(FakeRegistry registry, ConcurrentQueue<string> journal) : IEngineImages
{
    private readonly ConcurrentDictionary<string, FakeImage> names = new();
    private readonly ConcurrentDictionary<string, FakeImage> images = new();

    public List<ImageBuild> Builds { get; } = [];

    /// <summary>The names that the engine has now.</summary>
    public ICollection<string> Names => names.Keys;

    /// <summary>The labels that images have before they are sealed: of their Dockerfile, or inherited.</summary>
    public IReadOnlyDictionary<string, string> LabelsOfPushed { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether it pushes as engines with containerd's image store do.</summary>
    public bool PushesIndex { get; set; }

    /// <summary>Called when docker has built something, and before anybody else may look at it.</summary>
    public Action<ImageBuild> OnBuilt { get; set; } = _ => { };

    /// <summary>Called in the middle of a build and of a push.</summary>
    public Action<string> OnWork { get; set; } = _ => { };

    /// <summary>The builds that have docker, and wait for what they are built on.</summary>
    public ConcurrentDictionary<string, ImageBuild> Waiting { get; } = new();

    public Action OnWaiting { get; set; } = () => { };

    public async Task<string> BuildAsync(ImageBuild build, CancellationToken cancellationToken)
    {
        if (!build.Ready.IsCompleted)
        {
            Waiting[build.Name] = build;
            OnWaiting();
            await build.Ready.WaitAsync(cancellationToken);
        }

        journal.Enqueue($"build {build.Name}");
        lock (Builds)
        {
            Builds.Add(build);
        }

        OnWork(build.Context);
        var below = build.Arguments.Values.Select(LayersOf).FirstOrDefault(layers => layers.Count > 0) ?? [];
        var built = Make(build.Name, below);
        names[build.Name] = built;
        OnBuilt(build);
        return built.Id;
    }

    /// <summary>Lets a name stand for another image, as whoever works with the same engine can.</summary>
    public void Move(string name) => names[name] = Make("a thief's image", []);

    public Task<EngineImage?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Find(name) is { } image ? new EngineImage(image.Id, 42) { DiffIds = image.DiffIds } : null);

    /// <summary>The answer to the question for layers, where it is to come late; null where it comes at once.</summary>
    public TaskCompletionSource<IReadOnlyList<EngineLayer>>? Layers { get; set; }

    public Task<IReadOnlyList<EngineLayer>> LayersAsync(string name, CancellationToken cancellationToken) =>
        Layers?.Task ?? Task.FromResult<IReadOnlyList<EngineLayer>>([new EngineLayer("RUN make", 42)]);

    public Task<IReadOnlyDictionary<string, long>> LayerSizesAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());

    public Task TagAsync(string image, string name, CancellationToken cancellationToken)
    {
        journal.Enqueue($"tag {image} {name}");
        names[name] = Find(image)!;
        return Task.CompletedTask;
    }

    public Task PushAsync(string name, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        journal.Enqueue(string.Join(' ', ["push", .. options, name]));
        OnWork(name);
        registry.Put(name, names[name].Manifest);
        if (names[name].Index is { } index)
        {
            registry.Put(name, index);
        }

        return Task.CompletedTask;
    }

    public async Task PullAsync(string name, CancellationToken cancellationToken)
    {
        journal.Enqueue($"pull {name}");
        Assert.That(Reference.Parse(name).Digest, Is.Not.Null, "only what a digest fixes is pulled");
        var layers = (await registry.ConfigOfAsync(name)).DiffIds;
        names[name] = Keep(new FakeImage(registry.Find(name)!, null, layers));
    }

    public Task RemoveAsync(IReadOnlyList<string> removed, CancellationToken cancellationToken)
    {
        foreach (var name in removed)
        {
            journal.Enqueue($"remove {name}");
            Assert.That(names.TryRemove(name, out _), Is.True, $"{name} is not there to be removed");
        }

        return Task.CompletedTask;
    }

    private FakeImage? Find(string name) => names.GetValueOrDefault(name) ?? images.GetValueOrDefault(name);

    private IReadOnlyList<Digest> LayersOf(string name) =>
        Find(name) is { } image ? image.DiffIds
        : registry.Find(name) is { IsIndex: false } ? registry.ConfigOfAsync(name).GetAwaiter().GetResult().DiffIds
        : [];

    private FakeImage Make(string content, IReadOnlyList<Digest> below)
    {
        IReadOnlyList<Digest> layers = [.. below, FakeRegistry.LayerOf(content)];
        var manifest = registry.MakeImage($"built {content}", LabelsOfPushed, layers);
        return Keep(new FakeImage(manifest, PushesIndex ? FakeRegistry.IndexOf(manifest) : null, layers));
    }

    private FakeImage Keep(FakeImage image) => images[image.Id] = image;

    // With containerd's store the ID is the index's digest, else the configuration's.
    private sealed record FakeImage(Manifest Manifest, Manifest? Index, IReadOnlyList<Digest> DiffIds)
    {
        public string Id => (Index?.Digest ?? Manifest.ReadImage().Config.Digest).ToString();
    }
}
