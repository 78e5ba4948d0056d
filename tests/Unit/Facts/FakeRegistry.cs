using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;
using NSubstitute;

namespace Bakehouse.UnitTests.Facts;

/// <summary>
/// A registry in memory that keeps every request, so that a test can say which ones there may be: <c>HEAD a/b:tag</c>,
/// <c>GET …</c>, <c>PUT …</c>.
/// </summary>
internal sealed class FakeRegistry : IManifests
{
    private readonly ConcurrentDictionary<string, Manifest> manifests = new();
    private readonly ConcurrentDictionary<Digest, byte[]> configs = new();
    private readonly ConcurrentQueue<string> requests = [];

    public FakeRegistry()
    {
        Blobs
            .OpenReadAsync(null!, null!)
            .ReturnsForAnyArgs(call =>
                Task.FromResult<Stream>(new MemoryStream(configs[call.Arg<Descriptor>().Digest]))
            );
        Blobs
            .UploadAsync(null!, null!, null!)
            .ReturnsForAnyArgs(call =>
                UploadAsync(call.Arg<Descriptor>(), call.Arg<Func<CancellationToken, Task<Stream>>>())
            );
    }

    /// <summary>The configurations of the images.</summary>
    public IBlobs Blobs { get; } = Substitute.For<IBlobs>();

    /// <summary>Called with each request, before it is answered.</summary>
    public Action<string> OnRequest { get; set; } = _ => { };

    public IReadOnlyList<string> Requests => [.. requests];

    public Digest this[string reference] => manifests[reference].Digest;

    /// <summary>The tags that a repository has.</summary>
    public IEnumerable<string> TagsOf(string repository) =>
        manifests
            .Keys.Where(key => key.StartsWith($"{repository}:", StringComparison.Ordinal))
            .Select(key => key[(repository.Length + 1)..]);

    /// <summary>Puts an image under a name, and says its digest.</summary>
    /// <param name="reference">The name.</param>
    /// <param name="content">What tells the image from others.</param>
    /// <param name="label">What it says of its inputs; nothing where null.</param>
    public Digest Put(string reference, string content, string? label = null) =>
        Put(
            reference,
            content,
            label is null ? [] : new Dictionary<string, string> { [FingerprintLabel.Name] = label }
        );

    /// <summary>Puts an image of one layer of 1,000 bytes under a name, and says its digest.</summary>
    public Digest Put(string reference, string content, IReadOnlyDictionary<string, string> labels) =>
        Put(reference, MakeImage(content, labels, [LayerOf(content)]));

    /// <summary>Puts an image under a name, and says its digest.</summary>
    public Digest Put(string reference, Manifest image) => Store(Reference.Parse(reference), image);

    /// <summary>The layer that has some content.</summary>
    public static Digest LayerOf(string content) => Digest.Of(Encoding.UTF8.GetBytes(content));

    /// <summary>An image whose configuration the registry has, and that has no name yet.</summary>
    public Manifest MakeImage(string content, IReadOnlyDictionary<string, string> labels, IEnumerable<Digest> layers)
    {
        var config = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                content,
                config = new { Labels = labels },
                rootfs = new { diff_ids = layers.Select(layer => layer.ToString()) },
            }
        );
        var digest = Digest.Of(config);
        configs[digest] = config;
        var blob = new
        {
            mediaType = MediaTypes.OciConfig,
            digest = digest.ToString(),
            size = config.Length,
        };
        var layer = new
        {
            mediaType = MediaTypes.OciLayer,
            digest = digest.ToString(),
            size = 1_000,
        };
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new { config = blob, layers = new[] { layer } });
        return new Manifest(MediaTypes.OciManifest, manifest);
    }

    /// <summary>What the image under a name has for its configuration.</summary>
    public async Task<ImageConfig> ConfigOfAsync(string reference)
    {
        using var config = new MemoryStream(configs[manifests[reference].ReadImage().Config.Digest]);
        return await ImageConfig.ReadAsync(config, CancellationToken.None);
    }

    /// <summary>The image under a name; null for none.</summary>
    public Manifest? Find(string reference) => manifests.GetValueOrDefault(reference);

    /// <summary>An index of an image, and of what a builder attests of it.</summary>
    public static Manifest IndexOf(Manifest manifest)
    {
        var image = manifest.Descriptor with { Platform = new Platform("linux", "amd64") };
        var attestation = image with { Platform = new Platform("unknown", "unknown") };
        var index = new IndexContent { Manifests = [image, attestation] };
        return new Manifest(
            MediaTypes.OciIndex,
            JsonSerializer.SerializeToUtf8Bytes(index, OciJson.Default.IndexContent)
        );
    }

    public Task<Descriptor?> HeadAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        Ask("HEAD", reference);
        return Task.FromResult(manifests.GetValueOrDefault(reference.ToString())?.Descriptor);
    }

    public Task<Manifest?> GetAsync(Reference reference, CancellationToken cancellationToken = default)
    {
        Ask("GET", reference);
        return Task.FromResult(manifests.GetValueOrDefault(reference.ToString()));
    }

    public Task PutAsync(Reference reference, Manifest manifest, CancellationToken cancellationToken = default)
    {
        Ask("PUT", reference);
        Store(reference, manifest);
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(Reference reference, CancellationToken cancellationToken = default) =>
        throw new AssertionException($"Nothing is to be deleted: {reference}");

    /// <summary>What the image under a name says of itself.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LabelsOfAsync(string reference) =>
        (await ConfigOfAsync(reference)).Labels;

    private async Task UploadAsync(Descriptor blob, Func<CancellationToken, Task<Stream>> open)
    {
        await using var content = await open(CancellationToken.None);
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        Assert.That(Digest.Of(bytes.ToArray()), Is.EqualTo(blob.Digest));
        configs[blob.Digest] = bytes.ToArray();
    }

    private Digest Store(Reference reference, Manifest manifest)
    {
        manifests[reference.ToString()] = manifest;
        manifests[reference.Name.WithDigest(manifest.Digest).ToString()] = manifest;
        return manifest.Digest;
    }

    private void Ask(string verb, Reference reference)
    {
        var request = $"{verb} {reference}";
        requests.Enqueue(request);
        OnRequest(request);
    }
}
