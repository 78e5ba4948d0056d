using System.Text.Json;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Facts;

/// <summary>Finds the image that a build would replace, so that the plan can say what has changed since.</summary>
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
            if (await manifests.GetAsync(repository.WithTag(tag), cancellationToken) is { } manifest)
            {
                return new PreviousImage(manifest.Digest, await InputsOfAsync(repository, manifest, cancellationToken));
            }
        }

        return null;
    }

    // Whoever else pushed under the tag may have pushed anything: what is no image says nothing of its inputs.
    private static Descriptor? ConfigOf(Manifest manifest)
    {
        try
        {
            return manifest.IsIndex ? null : manifest.ReadImage().Config;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<FingerprintSummary?> InputsOfAsync(
        Reference repository,
        Manifest manifest,
        CancellationToken cancellationToken
    )
    {
        if (ConfigOf(manifest) is not { Size: <= LargestConfig } config)
        {
            return null;
        }

        await using var content = await blobs.OpenReadAsync(repository, config, cancellationToken);
        using var json = await JsonDocument.ParseAsync(content, default, cancellationToken);
        return
            json.RootElement.TryGetProperty("config", out var settings)
            && settings.TryGetProperty("Labels", out var labels)
            && labels.ValueKind == JsonValueKind.Object
            && labels.TryGetProperty(FingerprintLabel.Name, out var label)
            && label.GetString() is { } text
            ? FingerprintLabel.Read(text)
            : null;
    }
}
