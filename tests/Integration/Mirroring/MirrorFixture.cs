using Bakehouse.Adapters.Registry;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.Mirroring;
using Bakehouse.Oci;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>Two real registries, each behind a proxy; both are empty when a test begins.</summary>
internal abstract class MirrorFixture
{
    private readonly List<IAsyncDisposable> _started = [];
    private RegistryClient? _direct;
    private RegistryClient? _client;
    private ImageCopier? _copier;

    internal FaultyProxy UpstreamProxy { get; private set; } = null!;
    internal FaultyProxy TargetProxy { get; private set; } = null!;
    internal TestUpstream Upstream { get; private set; } = null!;

    /// <summary>Asks the target past its proxy.</summary>
    internal RegistryClient Direct => _direct!;
    internal string TargetHost { get; private set; } = null!;

    internal RegistryClient Client => _client!;
    internal ImageCopier Copier => _copier!;

    [SetUp]
    public async Task StartAsync()
    {
        var (upstream, target) = (await RegistryProcess.StartAsync(), await RegistryProcess.StartAsync());
        (UpstreamProxy, TargetProxy) = (new FaultyProxy(upstream.Host), new FaultyProxy(target.Host));
        _started.AddRange([UpstreamProxy, TargetProxy, upstream, target]);
        _direct = new RegistryClient(new CredentialChain());
        TargetHost = target.Host;
        Upstream = new TestUpstream(_direct, upstream.Host);
        StartRun();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _copier?.Dispose();
        _client?.Dispose();
        _direct?.Dispose();
        foreach (var part in _started)
            await part.DisposeAsync();
        _started.Clear();
    }

    /// <summary>Begins a run that knows nothing of earlier ones.</summary>
    internal void StartRun(RegistryClient? client = null)
    {
        _copier?.Dispose();
        _client?.Dispose();
        _client = client ?? new RegistryClient(new CredentialChain());
        _copier = new ImageCopier(_client);
        UpstreamProxy.Reset();
        TargetProxy.Reset();
    }

    internal Reference Source(string name) => new(UpstreamProxy.Host, $"library/{name}", "1");

    internal Reference Target(string name) => new(TargetProxy.Host, $"utility/{name}", "1");

    /// <summary>What a refresh does: a HEAD on both sides, a copy of what differs, the tag last.</summary>
    internal async Task<IReadOnlyList<CopyResult>> RefreshAsync(params IReadOnlyList<string> names)
    {
        var heads = await Task.WhenAll(
            names.Select(async name =>
                (
                    Name: name,
                    Upstream: await Client.Manifests.HeadAsync(Source(name)),
                    Copy: await Client.Manifests.HeadAsync(Target(name))
                )
            )
        );
        var requests = heads
            .Where(head => head.Upstream!.Digest != head.Copy?.Digest)
            .Select(head => new CopyRequest(Source(head.Name), head.Upstream!, Target(head.Name)))
            .ToList();
        Copier.Announce(requests, heads.Where(head => head.Copy is not null).Select(head => Target(head.Name)));
        return await Task.WhenAll(
            requests.Select(async request =>
            {
                var copy = await Copier.CopyAsync(request);
                if (copy.IsCopied)
                    await Copier.TagAsync(copy);
                return copy;
            })
        );
    }

    /// <summary>What somebody gets who pulls the copy; null where there is none.</summary>
    internal async Task<Digest?> ServedAsync(string name) =>
        (await Direct.Manifests.HeadAsync(new Reference(TargetHost, $"utility/{name}", "1")))?.Digest;

    /// <summary>Reads everything that a copy is made of, each part checked against its digest.</summary>
    internal async Task AssertWholeAsync(string name)
    {
        var reference = new Reference(TargetHost, $"utility/{name}", "1");
        var top = await Direct.Manifests.GetAsync(reference);
        Assert.That(top, Is.Not.Null, $"There is no copy of {name}.");
        var manifests = new Queue<Manifest>([top!]);
        while (manifests.TryDequeue(out var manifest))
        {
            if (manifest.IsIndex)
            {
                foreach (var entry in manifest.ReadIndex().Manifests)
                    manifests.Enqueue((await Direct.Manifests.GetAsync(reference.Name.WithDigest(entry.Digest)))!);
                continue;
            }
            foreach (var blob in manifest.ReadImage().Blobs)
            {
                await using var content = await Direct.Blobs.OpenReadAsync(reference, blob);
                await content.CopyToAsync(Stream.Null);
            }
        }
    }

    /// <summary>Those of an index's blobs that the target has.</summary>
    internal async Task<IReadOnlyList<Digest>> ArrivedAsync(string name, Manifest index)
    {
        var arrived = new List<Digest>();
        foreach (var entry in index.ReadIndex().Manifests)
        {
            var manifest = await Direct.Manifests.GetAsync(Upstream.At(name).Name.WithDigest(entry.Digest));
            foreach (var blob in manifest!.ReadImage().Blobs)
                if (await Direct.Blobs.ExistsAsync(new(TargetHost, $"utility/{name}"), blob.Digest))
                    arrived.Add(blob.Digest);
        }
        return arrived;
    }

    /// <summary>Fails where the upstream was asked for one of these blobs since the proxy began to count.</summary>
    internal void AssertNotMovedAgain(IEnumerable<Digest> arrived)
    {
        var read = UpstreamProxy.Asked("GET", "/blobs/").Select(request => request.Split('/')[^1]);
        Assert.That(read.Intersect(arrived.Select(blob => blob.ToString())), Is.Empty, "moved again");
    }
}
