using Bakehouse.Adapters.Registry;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Packages;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Puts labels on a tested image that has just come into the registry: the same layers under a configuration and a
/// manifest that are written anew, a few kilobytes. The digest of a parent is known only now; and so the labels are the
/// same whether the parent was built in this run or before.
/// </summary>
/// <remarks>The labels are those of OCI image-spec 1.1, annotations.md, "Pre-Defined Annotation Keys".</remarks>
public sealed class SealedImage(IManifests manifests, IBlobs blobs, RunState run)
{
    private const string Prefix = "org.opencontainers.image.";

    /// <summary>What stands under the name, once it has its labels.</summary>
    /// <param name="image">The image.</param>
    /// <param name="inputs">Its inputs, those of its parents' digests among them.</param>
    /// <param name="name">Its name in the registry.</param>
    /// <param name="pushed">What stands there: sealed, or left without labels by a run that was killed.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<Manifest> WriteAsync(
        ImageDefinition image,
        ImageInputs inputs,
        Reference name,
        Manifest pushed,
        CancellationToken cancellationToken
    )
    {
        var manifest = pushed.IsIndex ? await OnlyImageAsync(name, pushed, cancellationToken) : pushed;
        var descriptor = manifest.ReadImage().Config;
        await using var content = await blobs.OpenReadAsync(name, descriptor, cancellationToken);
        var config = await ImageConfig.ReadAsync(content, cancellationToken);
        if (IsSealed(config, inputs))
        {
            return pushed;
        }

        var labelled = config.With(LabelsOf(image, inputs));
        var @sealed = manifest.WithConfig(labelled.Span);
        await blobs.UploadAsync(
            name,
            @sealed.ReadImage().Config,
            _ => Task.FromResult<Stream>(new MemoryStream(labelled.ToArray(), writable: false)),
            cancellationToken: cancellationToken
        );
        await manifests.WriteAsync(NameKind.Fingerprint, run.Plan.Source, name, @sealed, cancellationToken);
        return @sealed;
    }

    // A label may be the parent's, inherited: only one that tells of these very inputs is this image's own.
    private static bool IsSealed(ImageConfig config, ImageInputs inputs) =>
        config.Labels.TryGetValue(FingerprintLabel.Name, out var label)
        && FingerprintLabel.Read(label) is { } summary
        && FingerprintDiff.Explain(summary, inputs.Build, "").Count == 0;

    // Engines with containerd's image store push an index: the image, and what the builder attests of it.
    private async Task<Manifest> OnlyImageAsync(Reference name, Manifest index, CancellationToken cancellationToken)
    {
        var images = index.ReadIndex().Manifests.Where(entry => entry.Platform?.OperatingSystem != "unknown").ToList();
        if (images is not [var only])
        {
            throw new BakehouseException(
                $"docker has pushed {images.Count} images as {name}.",
                "Build for one platform: leave --platform out of --docker-option."
            );
        }

        return await manifests.GetAsync(name.Name.WithDigest(only.Digest), cancellationToken)
            ?? throw new RegistryException($"{name} lists {only.Digest}, which its registry does not have.");
    }

    private Dictionary<string, string> LabelsOf(ImageDefinition image, ImageInputs inputs)
    {
        var source = run.Plan.Source;
        var isAnew = run.Plan.Find(image.Name)!.Replaces is not null;
        var labels = new Dictionary<string, string>
        {
            // The commit's time, not the clock's: the same sources give the same image. Not so for one made anew of them.
            [$"{Prefix}created"] = (isAnew ? run.Plan.Time : source.CommitTime ?? run.Plan.Time).UtcDateTime.ToString(
                "yyyy-MM-dd'T'HH:mm:ss'Z'"
            ),
            [$"{Prefix}title"] = image.Name,
            [$"{Prefix}version"] = image.Variant?.Version ?? run.Plan.Version.Text,
            [$"{Prefix}description"] = image.Description,
            [$"{Prefix}source"] = source.Origin ?? "",
            [$"{Prefix}revision"] = source.Commit ?? "",
            [$"{Prefix}base.name"] = "",
            [$"{Prefix}base.digest"] = "",
            [FingerprintLabel.Name] = FingerprintLabel.Write(inputs.Build),
            [PackageLabel.Name] = PackageLabel.Write(run.ResultOf(image.Name).Tests?.Packages),
        };

        // Empty ones are written too: otherwise those of the parent would be inherited.
        if (inputs.Base is { Digest: { } digest } parent)
        {
            labels[$"{Prefix}base.name"] = parent.IsParent
                ? run
                    .Destination.RepositoryOf(image.Parents.First(other => other.Image == parent.Name).Repository)
                    .ToString()
                : parent.Name;
            labels[$"{Prefix}base.digest"] = digest.ToString();
        }

        return labels;
    }
}
