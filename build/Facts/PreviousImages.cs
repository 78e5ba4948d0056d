using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>Finds the image that a build would replace, so that the plan and the report can say what has changed since.</summary>
public sealed class PreviousImages(IManifests manifests, IBlobs blobs)
{
    // A configuration is some kilobytes of JSON; one that is larger is not read, and then says nothing.
    private const int LargestConfig = 1 << 20;

    /// <returns>The first image found under the tags, or null.</returns>
    public async Task<PreviousImage?> FindAsync(
        Reference repository,
        IEnumerable<string> tags,
        CancellationToken cancellationToken
    )
    {
        foreach (var tag in tags)
        {
            if (await ReadAsync(repository.WithTag(tag), cancellationToken) is { } image)
            {
                return image;
            }
        }

        return null;
    }

    /// <summary>By image, what the builds of a plan take the place of.</summary>
    public async Task<IReadOnlyDictionary<string, PreviousImage>> ReplacedByAsync(
        Plan plan,
        PlanFacts facts,
        Destination destination,
        CancellationToken cancellationToken
    )
    {
        var found = await Task.WhenAll(
            plan.Images.Where(image => image.Action == ImageAction.Build)
                .Select(async image => (image.Name, Previous: await PreviousOfAsync(image)))
        );
        return found
            .Where(image => image.Previous is not null)
            .ToDictionary(image => image.Name, image => image.Previous!);

        // One that is made anew of the same inputs was not looked up before, as there is nothing to explain.
        async Task<PreviousImage?> PreviousOfAsync(PlannedImage image) =>
            facts.Registry.GetValueOrDefault(image.Name)?.Previous
            ?? (
                image.Replaces is { } digest
                    ? await ReadAsync(destination.RepositoryOf(image.Repository).WithDigest(digest), cancellationToken)
                    : null
            );
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
