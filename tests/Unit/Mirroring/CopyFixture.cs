using Bakehouse.Adapters.Registry;
using Bakehouse.Mirroring;
using Bakehouse.Oci;
using Bakehouse.UnitTests.Adapters.Registry;
using NSubstitute;

namespace Bakehouse.UnitTests.Mirroring;

/// <summary>A copier between an upstream and a target in memory.</summary>
public abstract class CopyFixture
{
    internal static readonly Reference Source = new("upstream.test", "redis", "7");
    internal static readonly Reference Target = new("target.test", "utility/redis", "7");

    internal FakeRegistries Registries { get; private set; } = null!;
    internal RegistryClient Client { get; private set; } = null!;
    internal ImageCopier Copier { get; private set; } = null!;

    [SetUp]
    public void SetUpCopier()
    {
        Registries = new FakeRegistries();
        Client = new RegistryClient(
            Substitute.For<ICredentialStore>(),
            Registries,
            new SkippingTime(),
            Patience.Default
        );
        Copier = new ImageCopier(Client);
    }

    [TearDown]
    public void TearDownCopier()
    {
        Copier.Dispose();
        Client.Dispose();
        Registries.Dispose();
    }

    /// <summary>Another run, that knows nothing of the first.</summary>
    internal void StartAnew()
    {
        Copier.Dispose();
        Copier = new ImageCopier(Client);
    }

    /// <summary>Puts an image with its blobs into a repository.</summary>
    internal Manifest Publish(Reference at, string name, params IReadOnlyList<FakeBlob> layers)
    {
        foreach (var blob in layers.Append(new FakeBlob($"{name}-config")))
            Registries.Put(at, blob);
        var manifest = FakeImage.Of(name, layers);
        Registries.Put(at, manifest, name);
        return manifest;
    }

    /// <summary>Puts an index of two platforms into the upstream, with two manifests <c>NAME-amd64</c> and <c>NAME-arm64</c>.</summary>
    internal Manifest PublishIndex(Reference at, string name)
    {
        var amd64 = Publish(at.Name, $"{name}-amd64", new FakeBlob($"{name}-amd64-layer"));
        var arm64 = Publish(at.Name, $"{name}-arm64", new FakeBlob($"{name}-arm64-layer"));
        var index = FakeImage.Index((amd64, FakeImage.On("linux/amd64")), (arm64, FakeImage.On("linux/arm64/v8")));
        Registries.Put(at, index, name);
        return index;
    }

    internal static CopyRequest Request(Manifest upstream, Reference? source = null, Reference? target = null) =>
        new(source ?? Source, upstream.Descriptor, target ?? Target);
}
