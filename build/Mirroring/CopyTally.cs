using Bakehouse.Oci;

namespace Bakehouse.Mirroring;

/// <summary>Counts what happens for one copy, whoever of its tasks does it, and says how far it is.</summary>
internal sealed class CopyTally(IProgress<CopyProgress>? progress)
{
    private long _known;
    private long _done;
    private long _moved;
    private int _blobsMoved;
    private int _mounted;
    private int _present;

    /// <summary>So much more is to be there in the end.</summary>
    public void Expect(long bytes) => Report(Interlocked.Read(ref _done), Interlocked.Add(ref _known, bytes));

    /// <summary>Bytes on their way; less than none where an attempt has failed.</summary>
    public void Stream(long bytes)
    {
        Interlocked.Add(ref _moved, bytes);
        Done(bytes);
    }

    public void Moved() => Interlocked.Increment(ref _blobsMoved);

    public void Mounted(Descriptor blob)
    {
        Interlocked.Increment(ref _mounted);
        Done(blob.Size);
    }

    public void Present(Descriptor blob)
    {
        Interlocked.Increment(ref _present);
        Done(blob.Size);
    }

    public CopyResult AddTo(CopyResult result) =>
        result with
        {
            BytesMoved = Interlocked.Read(ref _moved),
            BlobsMoved = _blobsMoved,
            BlobsMounted = _mounted,
            BlobsPresent = _present,
        };

    private void Done(long bytes) => Report(Interlocked.Add(ref _done, bytes), Interlocked.Read(ref _known));

    private void Report(long done, long known) => progress?.Report(new CopyProgress(done, known));
}
