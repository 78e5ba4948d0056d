using Bakehouse.Images;
using Bakehouse.Oci;
using Cake.Core.Diagnostics;

namespace Bakehouse.Steps;

/// <summary>
/// Builds and tests an image once more, where the registry has another's image in place of a parent that this run has made: what
/// was built on ours is not built on the digest that it would name.
/// </summary>
public sealed class SecondBake(EarlyBuilds builds, TestStep tests, RunState run, RunIdentity identity, ICakeLog log)
{
    /// <summary>Whether a parent that the image was built on is not the one that the registry has.</summary>
    public bool IsDue(ImageDefinition image) => image.Parents.Any(parent => run.ResultOf(parent.Image).IsAnother);

    /// <param name="image">The image.</param>
    /// <param name="parents">The digests that the registry has of its parents.</param>
    /// <param name="cancellationToken">Ends build and tests.</param>
    /// <returns>The ID of what was built and has passed.</returns>
    public async Task<string> BakeAsync(
        ImageDefinition image,
        IReadOnlyDictionary<string, Digest> parents,
        CancellationToken cancellationToken
    )
    {
        log.Information("{0}: built again, as somebody else was the first to push what it is built on", image.Name);
        var id = await builds.BuildAgainAsync(image, parents, cancellationToken);
        var name = identity.SecondTagOf(image.Name);
        run.Update(
            image.Name,
            result => result with { IsAnother = true, PassingNames = [.. result.PassingNames, name] }
        );
        await tests.TestAsync(image, id, cancellationToken);
        return id;
    }
}
