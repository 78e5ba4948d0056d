using System.Collections.Concurrent;
using Bakehouse.Adapters.Docker;
using Bakehouse.Oci;
using Bakehouse.UnitTests.Facts;

namespace Bakehouse.UnitTests.Steps;

/// <summary>An engine that keeps what it is asked for; what it pushes is in the registry then.</summary>
internal sealed class FakeEngine(FakeRegistry registry, ConcurrentQueue<string> journal) : IEngineImages
{
    private readonly ConcurrentDictionary<string, string> names = new();

    public List<ImageBuild> Builds { get; } = [];

    /// <summary>The names that the engine has now.</summary>
    public ICollection<string> Names => names.Keys;

    /// <summary>The labels that images have before they are sealed: of their Dockerfile, or inherited.</summary>
    public IReadOnlyDictionary<string, string> LabelsOfPushed { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether it pushes as engines with containerd's image store do.</summary>
    public bool PushesIndex { get; set; }

    /// <summary>Called in the middle of a build and of a push.</summary>
    public Action<string> OnWork { get; set; } = _ => { };

    /// <summary>The builds that have docker, and wait for what they are built on.</summary>
    public ConcurrentDictionary<string, ImageBuild> Waiting { get; } = new();

    public Action OnWaiting { get; set; } = () => { };

    public async Task BuildAsync(ImageBuild build, CancellationToken cancellationToken)
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
        names[build.Name] = $"id of {build.Name}";
    }

    public Task<EngineImage?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(names.TryGetValue(name, out var id) ? new EngineImage(id, 42) : null);

    /// <summary>The answer to the question for layers, where it is to come late; null where it comes at once.</summary>
    public TaskCompletionSource<IReadOnlyList<EngineLayer>>? Layers { get; set; }

    public Task<IReadOnlyList<EngineLayer>> LayersAsync(string name, CancellationToken cancellationToken) =>
        Layers?.Task ?? Task.FromResult<IReadOnlyList<EngineLayer>>([new EngineLayer("RUN make", 42)]);

    public Task<IReadOnlyDictionary<string, long>> LayerSizesAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());

    public Task TagAsync(string image, string name, CancellationToken cancellationToken)
    {
        journal.Enqueue($"tag {image} {name}");
        names[name] = names[image];
        return Task.CompletedTask;
    }

    public Task PushAsync(string name, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        journal.Enqueue(string.Join(' ', ["push", .. options, name]));
        OnWork(name);
        registry.Put(name, $"pushed {names[name]}", LabelsOfPushed);
        if (PushesIndex)
        {
            registry.PutIndexOf(name);
        }

        return Task.CompletedTask;
    }

    public Task PullAsync(string name, CancellationToken cancellationToken)
    {
        journal.Enqueue($"pull {name}");
        Assert.That(Reference.Parse(name).Digest, Is.Not.Null, "only what a digest fixes is pulled");
        names[name] = $"id of {name}";
        return Task.CompletedTask;
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
}
