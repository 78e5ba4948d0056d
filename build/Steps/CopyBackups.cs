using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Keeps what stood under a tag before it moves, as <c>backup-TAG-YYYYMMDD</c> in the same repository. Of several on one
/// day the first is kept: that is what served before.
/// </summary>
public sealed class CopyBackups(IManifests manifests, ITags tags)
{
    /// <summary>Names what stands under a tag as its backup of a day.</summary>
    /// <param name="name">The repository, with the tag.</param>
    /// <param name="digest">What stands there.</param>
    /// <param name="day">The day, in UTC.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether there is a backup more than before.</returns>
    public async Task<bool> KeepAsync(
        Reference name,
        Digest digest,
        DateTimeOffset day,
        CancellationToken cancellationToken
    )
    {
        var backup = name.WithTag(BackupTag.Of(name.Tag!, day).ToString());
        if (
            await manifests.HeadAsync(backup, cancellationToken) is not null
            || await manifests.GetAsync(name.Name.WithDigest(digest), cancellationToken) is not { } manifest
        )
        {
            return false;
        }

        await manifests.PutAsync(backup, manifest, cancellationToken);
        return true;
    }

    /// <summary>The backups of a tag, the newest first.</summary>
    public async Task<IReadOnlyList<BackupTag>> ListAsync(Reference name, CancellationToken cancellationToken) =>
        [
            .. (await tags.ListAsync(name.Name, cancellationToken))
                .Select(tag => BackupTag.Parse(tag, name.Tag!))
                .OfType<BackupTag>()
                .OrderByDescending(backup => backup.Day),
        ];

    /// <summary>Removes the tags of all but the newest backups.</summary>
    /// <returns>Those that the registry could not remove without removing the images with all of their tags.</returns>
    public async Task<IReadOnlyList<BackupTag>> PruneAsync(
        Reference name,
        int kept,
        CancellationToken cancellationToken
    )
    {
        var left = new List<BackupTag>();
        foreach (var backup in (await ListAsync(name, cancellationToken)).Skip(kept))
        {
            var outcome = await tags.DeleteAsync(name.WithTag(backup.ToString()), cancellationToken);
            if (outcome == TagDeletion.Unsupported)
            {
                left.Add(backup);
            }
        }

        return left;
    }
}
