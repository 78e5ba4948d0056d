using System.Net.Sockets;

namespace Bakehouse.Adapters.Docker;

/// <summary>How HTTP goes to an engine at a Unix socket (Docker Engine API).</summary>
internal static class EngineSocket
{
    /// <summary>What paths stand behind; the host stands for the socket.</summary>
    public const string Address = "http://engine";

    /// <summary>What answers whether an engine is there.</summary>
    public const string Ping = $"{Address}/_ping";

    /// <param name="path">The socket.</param>
    public static SocketsHttpHandler HandlerOf(string path) =>
        new()
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
}
