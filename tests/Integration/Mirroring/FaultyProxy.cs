using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bakehouse.IntegrationTests.Mirroring;

/// <summary>
/// Stands between a client and a real registry, on a free loopback port: keeps what was asked and how many bytes of blobs
/// were read, and does to a request what <see cref="FaultOf"/> says. What it sends to the client it writes byte by byte, so
/// that it can break off and lie.
/// </summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly string _registry;
    private readonly int _port;
    private CancellationTokenSource _stop = null!;
    private Socket _listener = null!;
    private long _blobBytes;

    /// <param name="registry">Host and port of the registry.</param>
    public FaultyProxy(string registry)
    {
        _registry = registry;
        _port = Listen(0);
    }

    /// <summary>Host and port, as in references.</summary>
    public string Host => $"127.0.0.1:{_port}";

    /// <summary>Method and path of each request: <c>HEAD /v2/…</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The bytes of blobs that were handed to the client.</summary>
    public long BlobBytes => Interlocked.Read(ref _blobBytes);

    /// <summary>What goes wrong with a request; null for nothing.</summary>
    public Func<ProxiedRequest, Fault?> FaultOf { get; set; } = _ => null;

    /// <summary>Headers that every answer gets.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; set; } = [];

    /// <summary>Answers a mount as registries do that have none: with 202 and an upload.</summary>
    public bool DropsMounts { get; set; }

    public IReadOnlyList<string> Asked(string method, string part = "") =>
        [
            .. Requests.Where(request =>
                request.StartsWith($"{method} ", StringComparison.Ordinal)
                && request.Contains(part, StringComparison.Ordinal)
            ),
        ];

    /// <summary>Begins to count anew, and lets everything go well.</summary>
    public void Reset()
    {
        _requests.Clear();
        Interlocked.Exchange(ref _blobBytes, 0);
        FaultOf = _ => null;
    }

    /// <summary>From now on nobody listens.</summary>
    public async Task StopAsync()
    {
        _listener.Dispose();
        await _stop.CancelAsync();
        foreach (var connection in _connections.Keys)
            connection.Dispose();
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    /// <summary>Listens again, where it did.</summary>
    public void Start() => Listen(_port);

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
            await StopAsync();
        _http.Dispose();
    }

    private int Listen(int port)
    {
        _stop = new CancellationTokenSource();
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen();
        _ = AcceptAsync(_listener, _stop.Token);
        return ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(stop);
                connection.NoDelay = true;
                _connections[connection] = Task.Run(() => ServeAsync(connection, stop), CancellationToken.None);
            }
        }
        catch (Exception exception)
            when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(Socket connection, CancellationToken stop)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            await using var requests = new BufferedStream(stream);
            while (await ProxiedRequest.ReadAsync(requests) is { } request)
            {
                _requests.Enqueue($"{request.Method} {request.Path}");
                await AnswerAsync(request, FaultOf(request), stream, connection, stop);
            }
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or SocketException
                        or HttpRequestException
                        or ObjectDisposedException
                        or OperationCanceledException
            )
        {
            // One of the two has gone; so does the connection.
        }
        finally
        {
            connection.Dispose();
            _connections.TryRemove(connection, out _);
        }
    }

    private async Task AnswerAsync(
        ProxiedRequest request,
        Fault? fault,
        Stream client,
        Socket connection,
        CancellationToken stop
    )
    {
        switch (fault)
        {
            case Fault.Silence:
                await Task.Delay(Timeout.Infinite, stop);
                break;
            case Fault.ResetUpload(var after):
                await request.Body.SkipToAsync(after);
                Break(connection);
                break;
            case Fault.Answer(var status, var headers) answer:
                await request.Body.SkipToAsync(request.Body.Length);
                var body = Encoding.UTF8.GetBytes(answer.Body);
                await WriteHeadAsync(client, status, headers.Append(("Content-Length", $"{body.Length}")), stop);
                await client.WriteAsync(body, stop);
                break;
            default:
                await ForwardAsync(request, fault, client, connection, stop);
                break;
        }
    }

    private async Task ForwardAsync(
        ProxiedRequest request,
        Fault? fault,
        Stream client,
        Socket connection,
        CancellationToken stop
    )
    {
        using var forwarded = Forwarded(request);
        using var response = await _http.SendAsync(forwarded, HttpCompletionOption.ResponseHeadersRead, stop);
        if (fault is Fault.LostAnswer)
        {
            Break(connection);
            return;
        }
        var length =
            response.Content.Headers.ContentLength ?? (await response.Content.ReadAsByteArrayAsync(stop)).Length;
        var sent = fault is Fault.Truncation(var to) ? Math.Min(to, length) : length;
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding" or "Connection"))
            .Select(header => (header.Key, string.Join(", ", header.Value)))
            .Where(header => fault is not Fault.Lie(var name, _) || header.Key != name)
            .Concat(fault is Fault.Lie(var lie, var value) ? [(lie, value)] : [])
            .Concat(Headers)
            .Append(("Content-Length", $"{sent}"));
        await WriteHeadAsync(client, (int)response.StatusCode, headers, stop);
        if (request.Method == "HEAD")
            return;
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var end = fault is Fault.Reset(var after) ? Math.Min(after, sent) : sent;
        await CopyAsync(body, client, end, request.IsBlobRead, fault, stop);
        if (fault is Fault.Reset)
            Break(connection);
    }

    private async Task CopyAsync(
        Stream body,
        Stream client,
        long end,
        bool isBlob,
        Fault? fault,
        CancellationToken stop
    )
    {
        var buffer = new byte[1 << 16];
        for (long at = 0; at < end; )
        {
            var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - at)), stop);
            if (read == 0)
                throw new EndOfStreamException("The registry has sent less than it said.");
            if (fault is Fault.Flip(var flipped) && flipped >= at && flipped < at + read)
                buffer[flipped - at] ^= 1;
            await client.WriteAsync(buffer.AsMemory(0, read), stop);
            at += read;
            if (isBlob)
                Interlocked.Add(ref _blobBytes, read);
        }
    }

    private HttpRequestMessage Forwarded(ProxiedRequest request)
    {
        var target =
            DropsMounts && request.Target.Contains("?mount=", StringComparison.Ordinal) ? request.Path : request.Target;
        var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), $"http://{_registry}{target}");
        // The registry says where an upload goes on by the name that it was asked under.
        forwarded.Headers.Host = Host;
        if (request.Headers.TryGetValue("Accept", out var accept))
            forwarded.Headers.TryAddWithoutValidation("Accept", accept);
        if (request.Body.Length > 0 || request.Method == "PUT")
        {
            forwarded.Content = new StreamContent(request.Body);
            forwarded.Content.Headers.ContentLength = request.Body.Length;
            if (request.Headers.TryGetValue("Content-Type", out var type))
                forwarded.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        return forwarded;
    }

    private static async Task WriteHeadAsync(
        Stream client,
        int status,
        IEnumerable<(string Name, string Value)> headers,
        CancellationToken stop
    )
    {
        var lines = headers.Select(header => $"{header.Name}: {header.Value}\r\n");
        var head = $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\n{string.Concat(lines)}\r\n";
        await client.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
    }

    /// <summary>With a reset instead of an end.</summary>
    private static void Break(Socket connection)
    {
        connection.LingerState = new LingerOption(enable: true, seconds: 0);
        connection.Dispose();
    }
}
