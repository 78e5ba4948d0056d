using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using Bakehouse.Planning;

namespace Bakehouse.Steps;

/// <summary>
/// Keeps what stood under a tag before it moves, as <c>backup-TAG-YYYYMMDD</c> in the same repository, and further ones of
/// a day as <c>backup-TAG-YYYYMMDD-2</c> and so on: what has no name the registry may remove.
/// </summary>
public sealed class CopyBackups(IManifests manifests, ITags tags)
{
    /// <summary>Names what stands under a tag as its backup of a day.</summary>
    /// <param name="name">The repository, with the tag.</param>
    /// <param name="digest">What stands there.</param>
    /// <param name="time">The time of the run.</param>
    /// <param name="source">Where the sources of the run stand.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether there is a backup more than before: not where the newest one is that already.</returns>
    /// <exception cref="BakehouseException">It cannot be kept, and so is not to be replaced.</exception>
    public async Task<bool> KeepAsync(
        Reference name,
        Digest digest,
        DateTimeOffset time,
        SourceFacts source,
        CancellationToken cancellationToken
    )
    {
        var there = await ListAsync(name, cancellationToken);
        if (
            there is [var newest, ..]
            && (await manifests.HeadAsync(name.WithTag(newest.ToString()), cancellationToken))?.Digest == digest
        )
        {
            return false;
        }

        var manifest =
            await manifests.GetAsync(name.Name.WithDigest(digest), cancellationToken)
            ?? throw new BakehouseException(
                $"{name} is not replaced: what stands there, {digest.Short}, cannot be read, and would be left without a name.",
                "Run again. Where the registry has lost that image, remove the tag first."
            );
        var backup = name.WithTag(BackupTag.Next(name.Tag!, time, there).ToString());
        await manifests.WriteAsync(NameKind.Copy, source, backup, manifest, cancellationToken);
        return true;
    }

    /// <summary>The backups of a tag, the newest first.</summary>
    public async Task<IReadOnlyList<BackupTag>> ListAsync(Reference name, CancellationToken cancellationToken) =>
        [
            .. (await tags.ListAsync(name.Name, cancellationToken))
                .Select(tag => BackupTag.Parse(tag, name.Tag!))
                .OfType<BackupTag>()
                .OrderByDescending(backup => backup.Day)
                .ThenByDescending(backup => backup.Number),
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
