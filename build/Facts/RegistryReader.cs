using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>Asks the registry what it has of an image, with as few requests as the answer takes.</summary>
public sealed class RegistryReader(IManifests manifests)
{
    /// <param name="repository">The image's repository.</param>
    /// <param name="inputs">Its inputs, the digests of all parents among them.</param>
    /// <param name="tags">The tags of the run.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<RegistryFacts> ReadAsync(
        Reference repository,
        ImageInputs inputs,
        IReadOnlyList<PlannedTag> tags,
        CancellationToken cancellationToken
    )
    {
        var fingerprint = Fingerprint.Of(inputs.Build);
        var tested = await HeadAsync(fingerprint.TestedTag(inputs.Tests));
        var built = tested ?? await HeadAsync(fingerprint.Tag);

        // A version never moves, so what stands under it matters also before a build.
        var wanted = tags.Where(tag => tested is not null || !tag.MayMove).Select(tag => tag.Name);
        var found = await Task.WhenAll(wanted.Select(async tag => (tag, digest: await HeadAsync(tag))));
        return new RegistryFacts(built, tested, found.ToDictionary(pair => pair.tag, pair => pair.digest));

        async Task<Digest?> HeadAsync(string tag) =>
            (await manifests.HeadAsync(repository.WithTag(tag), cancellationToken))?.Digest;
    }
}
