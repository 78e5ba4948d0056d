using Bakehouse.Adapters.Registry;
using Bakehouse.Configuration;
using Bakehouse.Engine;
using Bakehouse.Images;
using Bakehouse.Oci;
using Bakehouse.Planning;
using Spectre.Console;

namespace Bakehouse.Steps;

/// <summary>
/// Puts a backup of a copy back in its place. What it takes the place of is noted as rejected: refreshes leave the copy
/// alone until the upstream has something else.
/// </summary>
public sealed class RestoreCopy(
    RunOptions options,
    CopyCatalog catalog,
    IManifests manifests,
    CopyBackups backups,
    IAnsiConsole console,
    TimeProvider time
)
{
    /// <exception cref="BakehouseException">There is no such copy, or no such backup, or the run may write no copy.</exception>
    public async Task RunAsync(Destination destination, SourceFacts source, CancellationToken cancellationToken)
    {
        var copy = Find();
        NameRule.Require(NameKind.Copy, source, copy.Name);
        var target = destination.RepositoryOf(copy.Repository).WithTag(copy.Tag);
        var backup = Choose(copy, await backups.ListAsync(target, cancellationToken));
        var manifest =
            await manifests.GetAsync(target.WithTag(backup.ToString()), cancellationToken)
            ?? throw new BakehouseException($"{backup} has gone from {target.Name}.", "Run again for another one.");
        var current = (await manifests.HeadAsync(target, cancellationToken))?.Digest;
        if (current == manifest.Digest)
        {
            console.WriteLine($"{copy}: {backup} stands there already, {manifest.Digest.Short}.");
            return;
        }

        if (current is not null)
        {
            await backups.KeepAsync(target, current, time.GetUtcNow(), source, cancellationToken);
        }

        // It was replaced on that day, so it was taken before.
        var taken = new DateTimeOffset(backup.Day, TimeOnly.MinValue, TimeSpan.Zero);
        var record = new CopyRecord(manifest.Descriptor, manifest.Digest, taken)
        {
            Platforms = copy.Platforms,
            Rejected = current,
        };
        var recorded = target.WithTag(CopyRecord.TagOf(copy.Tag));
        await manifests.WriteAsync(NameKind.Copy, source, recorded, record.ToManifest(), cancellationToken);
        await manifests.WriteAsync(NameKind.Copy, source, target, manifest, cancellationToken);
        console.WriteLine($"{copy}: {backup} is back, {current?.Short ?? "nothing"} → {manifest.Digest.Short}.");
        console.WriteLine("Refreshes leave it alone until the upstream has another image than the one it replaces.");
    }

    private CopyDefinition Find()
    {
        var names = catalog.Copies.Select(copy => copy.Name).ToList();
        var wanted =
            options.Copy
            ?? throw new BakehouseException(
                "Which copy is to be put back was not said.",
                $"Name it with --{Option.Copy.Name}, one of {string.Join(", ", names)}."
            );
        return catalog.Copies.FirstOrDefault(copy => copy.Name == wanted)
            ?? throw new BakehouseException(
                $"There is no copy {wanted}.",
                NearestNames.Suggest(wanted, names) is { Length: > 0 } hint
                    ? hint
                    : $"The copies are {string.Join(", ", names)}."
            );
    }

    private BackupTag Choose(CopyDefinition copy, IReadOnlyList<BackupTag> there)
    {
        if (there.Count == 0)
        {
            throw new BakehouseException(
                $"There is no backup of {copy}.",
                "One is made when a refresh replaces the copy; until then there is nothing to go back to."
            );
        }

        return options.Backup is not { } name
            ? there[0]
            : there.FirstOrDefault(backup => backup.Name == name)
                ?? throw new BakehouseException(
                    $"There is no backup of {copy} of the day {name}.",
                    $"There are those of {string.Join(", ", there.Select(backup => backup.Name))}."
                );
    }
}
