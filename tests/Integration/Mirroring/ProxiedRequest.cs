using System.Globalization;
using System.Text;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>A request as it came over the wire (HTTP/1.1): its head is read, its body is not.</summary>
internal sealed record ProxiedRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    RequestBody Body
)
{
    /// <summary>Without the query.</summary>
    public string Path => Target.Split('?')[0];

    public bool IsBlobRead => Method == "GET" && Path.Contains("/blobs/sha256:", StringComparison.Ordinal);

    public bool IsBlobWrite => Method == "PUT" && Path.Contains("/blobs/uploads/", StringComparison.Ordinal);

    public bool IsManifestRead => Method == "GET" && Path.Contains("/manifests/", StringComparison.Ordinal);

    /// <summary>Null where the client has closed the connection instead.</summary>
    public static async Task<ProxiedRequest?> ReadAsync(Stream stream)
    {
        var first = await LineAsync(stream);
        if (first.Length == 0)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        var parts = first.Split(' ');
        var length = long.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        return new ProxiedRequest(parts[0], parts[1], headers, new RequestBody(stream, length));
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != '\n')
            if (one[0] != '\r')
                line.Append((char)one[0]);
        return line.ToString();
    }
}

/// <summary>So many bytes of a connection and no more.</summary>
internal sealed class RequestBody(Stream connection, long length) : Stream
{
    private long _position;

    public override long Length => length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == length)
            return 0;
        var left = (int)Math.Min(buffer.Length, length - _position);
        var read = await connection.ReadAsync(buffer[..left], cancellationToken);
        if (read == 0)
            throw new EndOfStreamException("The client has gone in the middle of its request.");
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads up to some byte and throws it away.</summary>
    public async Task SkipToAsync(long position)
    {
        var buffer = new byte[1 << 16];
        while (Position < Math.Min(position, length))
            _ = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, position - Position)));
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
