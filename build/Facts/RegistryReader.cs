using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>Asks the registry what it has of an image, with as few requests as the answer takes.</summary>
public sealed class RegistryReader(IManifests manifests)
{
    /// <param name="repository">The image's repository.</param>
    /// <param name="inputs">Its inputs; without the digest of a parent that has to be built, it has to be built too.</param>
    /// <param name="tags">The tags of the run.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<RegistryFacts> ReadAsync(
        Reference repository,
        ImageInputs inputs,
        IReadOnlyList<PlannedTag> tags,
        CancellationToken cancellationToken
    )
    {
        Digest? tested = null;
        Digest? built = null;
        if (inputs.Build.IsComplete)
        {
            var fingerprint = Fingerprint.Of(inputs.Build);
            tested = await HeadAsync(fingerprint.TestedTag(inputs.Tests));
            built = tested ?? await HeadAsync(fingerprint.Tag);
        }

        // A version never moves, so what stands under it matters also before a build.
        var wanted = tags.Where(tag => tested is not null || !tag.MayMove).Select(tag => tag.Name);
        var found = await Task.WhenAll(wanted.Select(async tag => (tag, digest: await HeadAsync(tag))));
        if (tested is not null && found.Any(pair => pair.digest is not null && pair.digest != tested))
        {
            // Made anew since it passed these tests? Then a tag that points elsewhere would move back to older packages.
            built = await HeadAsync(Fingerprint.Of(inputs.Build).Tag) ?? tested;
            tested = built == tested ? tested : null;
        }

        return new RegistryFacts(built, tested, found.ToDictionary(pair => pair.tag, pair => pair.digest));

        async Task<Digest?> HeadAsync(string tag) =>
            (await manifests.HeadAsync(repository.WithTag(tag), cancellationToken))?.Digest;
    }
}
