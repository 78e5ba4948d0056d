using Bakehouse.Adapters.Docker;
using Bakehouse.Images;
using Bakehouse.Packages;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Puts labels on a tested image: a build that adds metadata and no layer. It happens just before the push, as the digest
/// of a parent is known only then, and so the labels are the same whether the parent was built in this run or before.
/// </summary>
/// <remarks>The labels are those of OCI image-spec 1.1, annotations.md, "Pre-Defined Annotation Keys".</remarks>
public sealed class SealedImage(IEngineImages images, RunState run, RunIdentity identity)
{
    private const string Prefix = "org.opencontainers.image.";

    public async Task WriteAsync(
        ImageDefinition image,
        ImageInputs inputs,
        string name,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("bakehouse-seal-").FullName;
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "Dockerfile"),
                $"FROM {identity.WorkingTagOf(image.Name)}\n",
                cancellationToken
            );
            var build = new ImageBuild
            {
                Context = folder,
                Name = name,
                Labels = LabelsOf(image, inputs),
            };
            await images.BuildAsync(build, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
