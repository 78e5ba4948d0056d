using System.Collections.Concurrent;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>
/// Brings blobs into repositories, each once in a run: into the first repository of a registry that wants it, from the
/// upstream or from a repository of the target that had it before; into any further one out of the first.
/// </summary>
internal sealed class BlobCopier(IBlobs blobs) : IDisposable
{
    /// <summary>Each holds two connections: with more, requests of a few bytes would wait behind those of many.</summary>
    private const int AtOnce = 6;

    private readonly SemaphoreSlim _slots = new(AtOnce);
    private readonly ConcurrentDictionary<(Reference Repository, Digest Blob), Lazy<Task>> _arrivals = new();
    private readonly ConcurrentDictionary<(string Registry, Digest Blob), Home> _homes = new();
    private readonly ConcurrentDictionary<Reference, byte> _stocked = new();

    /// <summary>Repositories that had content before this run, and may have blobs that others want.</summary>
    public void AddStocked(IEnumerable<Reference> repositories)
    {
        foreach (var repository in repositories)
            _stocked.TryAdd(repository.Name, 0);
    }

    /// <summary>Ends when the blob is in the target's repository.</summary>
    public async Task BringAsync(
        Reference source,
        Reference target,
        Descriptor blob,
        CopyTally tally,
        CancellationToken cancellationToken
    )
    {
        var here = target.Name;
        var mine = new Lazy<Task>(() => ArriveAsync(source, here, blob, tally, cancellationToken));
        var arrival = _arrivals.GetOrAdd((here, blob.Digest), mine);
        await arrival.Value.WaitAsync(cancellationToken);
        if (arrival != mine)
            tally.Present(blob);
    }

    public void Dispose() => _slots.Dispose();

    private async Task ArriveAsync(
        Reference source,
        Reference here,
        Descriptor blob,
        CopyTally tally,
        CancellationToken cancellationToken
    )
    {
        var key = (here.Registry, blob.Digest);
        while (true)
        {
            var mine = new Home(
                here,
                source.Registry,
                new(() => SettleAsync(source, here, blob, tally, cancellationToken))
            );
            var home = _homes.GetOrAdd(key, mine);
            try
            {
                await home.Arrival.Value.WaitAsync(cancellationToken);
            }
            // Another upstream failed; it does not follow that this one does.
            catch (Exception e) when (home.Upstream != source.Registry && e is not OperationCanceledException)
            {
                _homes.TryRemove(KeyValuePair.Create(key, home));
                continue;
            }
            if (home != mine)
                await MountAsync(home.Repository, here, blob, tally, cancellationToken);
            return;
        }
    }

    /// <summary>Into the first repository of the registry.</summary>
    private async Task SettleAsync(
        Reference source,
        Reference here,
        Descriptor blob,
        CopyTally tally,
        CancellationToken cancellationToken
    )
    {
        if (await blobs.ExistsAsync(here, blob.Digest, cancellationToken))
            tally.Present(blob);
        else if (await FindAsync(here, blob, cancellationToken) is { } other)
            await MountAsync(other, here, blob, tally, cancellationToken);
        else
            await FetchAsync(source, here, blob, tally, cancellationToken);
    }

    private async Task<Reference?> FindAsync(Reference here, Descriptor blob, CancellationToken cancellationToken)
    {
        var others = _stocked.Keys.Where(other => other.Registry == here.Registry && other != here).ToList();
        var found = await Task.WhenAll(
            others.Select(other => blobs.ExistsAsync(other, blob.Digest, cancellationToken))
        );
        return others.Zip(found).FirstOrDefault(other => other.Second).First;
    }

    /// <summary>
    /// The registry may decline a mount (202): then what it has is read from it and sent back, and the upstream is spared.
    /// </summary>
    private async Task MountAsync(
        Reference from,
        Reference here,
        Descriptor blob,
        CopyTally tally,
        CancellationToken cancellationToken
    )
    {
        var mount = await blobs.MountAsync(here, blob.Digest, from.Repository, cancellationToken);
        if (mount.Mounted)
            tally.Mounted(blob);
        else if (await blobs.ExistsAsync(here, blob.Digest, cancellationToken))
            tally.Present(blob);
        else
            await MoveAsync(from, here, blob, tally, mount.Upload, _ => { }, cancellationToken);
    }

    /// <summary>
    /// Out of the upstream. Where that breaks off, its error comes out of the upload, which it ended: whose it is, is who threw it.
    /// </summary>
    private async Task FetchAsync(
        Reference source,
        Reference here,
        Descriptor blob,
        CopyTally tally,
        CancellationToken cancellationToken
    )
    {
        Exception? unread = null;
        try
        {
            await MoveAsync(source, here, blob, tally, upload: null, error => unread = error, cancellationToken);
        }
        catch (Exception e) when (e == unread && e is BakehouseException or RegistryException)
        {
            throw PullLimitException.IsBehind(e) ? new PullLimitException(e) : new UpstreamException(e);
        }
    }

    private async Task MoveAsync(
        Reference from,
        Reference here,
        Descriptor blob,
        CopyTally tally,
        Uri? upload,
        Action<Exception> onUnread,
        CancellationToken cancellationToken
    )
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            await blobs.UploadAsync(here, blob, OpenAsync, upload, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
        tally.Moved();

        async Task<Stream> OpenAsync(CancellationToken token)
        {
            try
            {
                var content = await blobs.OpenReadAsync(from, blob, token);
                return new MeasuredStream(content, blob.Size, tally, onUnread);
            }
            catch (Exception e)
            {
                onUnread(e);
                throw;
            }
        }
    }

    /// <summary>The first repository of a registry that has a blob, or is about to get it.</summary>
    private sealed record Home(Reference Repository, string Upstream, Lazy<Task> Arrival);
}
