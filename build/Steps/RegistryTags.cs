using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>Writes the tags of an image that is in the registry: its manifest under other names, no build and no upload.</summary>
public sealed class RegistryTags(IManifests manifests, RunState run)
{
    /// <summary>Writes an image's names.</summary>
    /// <exception cref="BakehouseException">One that never moves would have to.</exception>
    public async Task WriteAsync(
        string image,
        Reference repository,
        Manifest manifest,
        IReadOnlyList<PlannedTag> tags,
        CancellationToken cancellationToken
    )
    {
        var missing = new List<PlannedTag>();
        foreach (var tag in tags)
        {
            if (
                tag.MayMove
                    ? run.FoundUnder(image, tag.Name) != manifest.Digest
                    : await IsFreeAsync(repository, tag, manifest.Digest, cancellationToken)
            )
            {
                missing.Add(tag);
            }
        }

        // A release is marked before it has its name: ECR's lifecycle policy knows it by the mark.
        var releases = missing.Where(tag => tag.Rule == TagRule.Release && run.Places.Ecr is not null);
        await WriteAllAsync(releases.Select(tag => tag with { Name = ReservedNames.ReleaseMark + tag.Name }));
        await WriteAllAsync(missing);

        Task WriteAllAsync(IEnumerable<PlannedTag> written) =>
            Task.WhenAll(
                written.Select(tag =>
                    manifests.WriteAsync(
                        KindOf(tag),
                        run.Plan.Source,
                        repository.WithTag(tag.Name),
                        manifest,
                        cancellationToken
                    )
                )
            );
    }

    private NameKind KindOf(PlannedTag tag) =>
        tag.Rule switch
        {
            TagRule.Release => NameKind.Version,
            TagRule.Development => NameKind.Development,
            _ => tag.FollowsBranch(run.Plan.Source.Commit) ? NameKind.Branch : NameKind.Commit,
        };

    // A registry may refuse to write an immutable tag again, even with what it has.
    private async Task<bool> IsFreeAsync(
        Reference repository,
        PlannedTag tag,
        Digest digest,
        CancellationToken cancellationToken
    )
    {
        var there = await manifests.HeadAsync(repository.WithTag(tag.Name), cancellationToken);
        return !tag.IsTaken(repository.ToString(), there?.Digest, digest) && there is null;
    }
}
