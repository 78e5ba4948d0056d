using System.Net;
using System.Net.Sockets;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>Listeners of tests, each on a port that nobody else has.</summary>
internal static class Listening
{
    private const int Attempts = 5;

    /// <summary>One that has been started, with one prefix.</summary>
    /// <param name="address">An address of this machine.</param>
    public static HttpListener On(IPAddress address)
    {
        for (var attempt = 1; ; attempt++)
        {
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://{address}:{FreePort(address)}/");
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                // Somebody else has taken the port since it was found free.
                listener.Close();
            }
        }
    }

    /// <summary>A port that is free now. Whoever takes it has to expect that somebody else was faster.</summary>
    /// <param name="address">An address of this machine.</param>
    public static int FreePort(IPAddress address)
    {
        using var socket = new TcpListener(address, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
