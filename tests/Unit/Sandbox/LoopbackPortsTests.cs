using System.Net;
using System.Net.Sockets;
using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class LoopbackPortsTests
{
    [Test]
    public void NextFree_WhereThePortIsTaken_GivesALaterOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.That(LoopbackPorts.NextFree(taken), Is.GreaterThan(taken));
    }

    [Test]
    public void IsFree_WhereSomebodyListensOnAllAddresses_IsFalse()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();

        Assert.That(LoopbackPorts.IsFree(((IPEndPoint)listener.LocalEndpoint).Port), Is.False);
    }
}
