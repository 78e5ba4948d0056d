using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Bakehouse.Adapters.Registry;

/// <summary>A request body that is opened when it is sent, so that a request can be sent anew, and never buffered.</summary>
internal sealed class BlobContent : HttpContent
{
    private const int ChunkSize = 128 << 10;
    private readonly long _size;
    private readonly Func<CancellationToken, Task<Stream>> _open;

    /// <summary>Called for each part that has been sent.</summary>
    public Action? Progress { get; set; }

    public BlobContent(long size, Func<CancellationToken, Task<Stream>> open)
    {
        (_size, _open) = (size, open);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await using var source = await _open(cancellationToken);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            int read;
            while ((read = await source.ReadAsync(chunk, cancellationToken)) > 0)
            {
                await stream.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
                Progress?.Invoke();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _size;
        return true;
    }
}
