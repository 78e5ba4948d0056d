using System.Security.Cryptography;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Registry;

/// <summary>
/// Hands a blob through and checks it on the way. The last bytes are handed out only when the whole has the size and
/// the digest that were promised, so nothing wrong is ever read to its end.
/// </summary>
internal sealed class VerifyingStream(
    Stream content,
    Descriptor blob,
    string source,
    Patience patience,
    IDisposable owner
) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _count;
    private bool _verified;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.Size;

    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await patience.ReadAsync(content, buffer, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // Named here: further up it would look like the fault of the registry that it is sent to.
            throw new RegistryException(
                $"{source} broke off after {_count} of the {blob.Size} bytes of {blob.Digest}: {e.Message}",
                innerException: e
            );
        }
        if (buffer.Length > 0)
            Check(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A blob is read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            content.Dispose();
            owner.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        if (_count > blob.Size)
            throw new RegistryException($"{source} sends more than the {blob.Size} bytes of {blob.Digest}.");
        if (bytes.IsEmpty && _count < blob.Size)
            throw new RegistryException($"{source} ended after {_count} of the {blob.Size} bytes of {blob.Digest}.");
        _hash.AppendData(bytes);
        if (_count < blob.Size || _verified)
            return;
        var digest = Digest.FromHash(_hash.GetHashAndReset());
        if (digest != blob.Digest)
            throw new RegistryException($"{source} sent {digest} where {blob.Digest} was asked for.");
        _verified = true;
    }
}
