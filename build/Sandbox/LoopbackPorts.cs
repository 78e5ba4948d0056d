using System.Net;
using System.Net.Sockets;

namespace Bakehouse.Sandbox;

/// <summary>Ports on 127.0.0.1.</summary>
internal static class LoopbackPorts
{
    /// <summary>The first free port from <paramref name="first"/> on.</summary>
    public static int NextFree(int first) =>
        Enumerable.Range(first, IPEndPoint.MaxPort - first + 1).FirstOrDefault(IsFree) is var port and > 0
            ? port
            : throw new BakehouseException(
                $"No port from {first} on is free on 127.0.0.1.",
                "Stop some of what listens there."
            );

    public static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
