using Bakehouse.Adapters.Registry;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>Finds the image that a build would replace, so that the plan and the report can say what has changed since.</summary>
public sealed class PreviousImages(IManifests manifests, IBlobs blobs)
{
    // A configuration is some kilobytes of JSON; one that is larger is not read, and then says nothing.
    private const int LargestConfig = 1 << 20;

    /// <summary>By image, what the builds of a plan take the place of.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="catalog">Its images.</param>
    /// <param name="destination">Where they go; without a registry nothing is asked.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<IReadOnlyDictionary<string, PreviousImage>> ReplacedByAsync(
        Plan plan,
        ImageCatalog catalog,
        Destination destination,
        CancellationToken cancellationToken
    )
    {
        if (destination.Registry is null)
        {
            return new Dictionary<string, PreviousImage>();
        }

        var found = await Task.WhenAll(
            plan.Images.Where(image => image.Action == ImageAction.Build)
                .Select(async image => (image.Name, Previous: await FindAsync(image)))
        );
        return found
            .Where(image => image.Previous is not null)
            .ToDictionary(image => image.Name, image => image.Previous!);

        async Task<PreviousImage?> FindAsync(PlannedImage image)
        {
            var repository = destination.RepositoryOf(image.Repository);
            if (image.Replaces is { } digest)
            {
                return await ReadAsync(repository.WithDigest(digest), cancellationToken);
            }

            // With the default branch's image a branch is compared that has pushed nothing yet.
            var latest = TagOwner.Of(catalog[image.Name], plan.Version).Latest;
            foreach (var tag in image.Tags.Where(tag => tag.MayMove).Select(tag => tag.Name).Append(latest).Distinct())
            {
                if (await ReadAsync(repository.WithTag(tag), cancellationToken) is { } previous)
                {
                    return previous;
                }
            }

            return null;
        }
    }

    /// <summary>What an image in the registry says of itself; null where there is none.</summary>
    public async Task<PreviousImage?> ReadAsync(Reference name, CancellationToken cancellationToken)
    {
        if (await manifests.GetAsync(name, cancellationToken) is not { } manifest)
        {
            return null;
        }

        if (ContentOf(manifest) is not { } content)
        {
            return new PreviousImage(manifest.Digest, null);
        }

        var labels = await LabelsOfAsync(name, content.Config, cancellationToken);
        return new PreviousImage(
            manifest.Digest,
            labels.TryGetValue(FingerprintLabel.Name, out var inputs) ? FingerprintLabel.Read(inputs) : null
        )
        {
            Packages = labels.TryGetValue(PackageLabel.Name, out var packages) ? PackageLabel.Read(packages) : null,
            PackedSize = content.PackedSize,
        };
    }

    // Whoever else pushed under the tag may have pushed anything: what is no image says nothing of itself.
    private static ManifestContent? ContentOf(Manifest manifest)
    {
        try
        {
            return manifest.IsIndex ? null : manifest.ReadImage();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> LabelsOfAsync(
        Reference repository,
        Descriptor config,
        CancellationToken cancellationToken
    )
    {
        if (config.Size > LargestConfig)
        {
            return new Dictionary<string, string>();
        }

        await using var content = await blobs.OpenReadAsync(repository, config, cancellationToken);
        return (await ImageConfig.ReadAsync(content, cancellationToken)).Labels;
    }
}
