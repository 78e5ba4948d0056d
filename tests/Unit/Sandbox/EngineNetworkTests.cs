using System.Net;
using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class EngineNetworkTests
{
    [Test]
    public void Choose_WithoutRoutes_GivesGatewayInSubnetAndNameThatLinuxTakes()
    {
        var network = EngineNetwork.Choose("00000105", """[{"dst":"default","gateway":"192.0.2.1","dev":"eth0"}]""");

        Assert.Multiple(() =>
        {
            Assert.That(network.Subnet, Is.EqualTo("172.17.5.0/24"));
            Assert.That(network.Gateway, Is.EqualTo("172.17.5.1"));
            Assert.That(network.Bridge, Has.Length.LessThanOrEqualTo(15));
            Assert.That(network.HardwareAddress, Is.EqualTo("02:42:ac:11:05:01"));
        });
    }

    [TestCase("""[{"dst":"172.17.0.0/16"}]""", "172.18.0.0/24", Description = "a network around it")]
    [TestCase("""[{"dst":"172.17.5.128/25"}]""", "172.17.6.0/24", Description = "a network inside it")]
    [TestCase("""[{"dst":"172.17.5.9"}]""", "172.17.6.0/24", Description = "a host in it")]
    public void Choose_WhereARouteIs_TakesTheNextFree(string routes, string expected) =>
        Assert.That(EngineNetwork.Choose("00000105", routes).Subnet, Is.EqualTo(expected));

    [Test]
    public void Choose_AtTheEndOfTheRange_GoesOnAtItsStart() =>
        Assert.That(
            EngineNetwork.Choose("00000fff", """[{"dst":"172.31.255.0/24"}]""").Subnet,
            Is.EqualTo("172.16.0.0/24")
        );

    [Test]
    public void Choose_WhereAllIsTaken_SaysSo() =>
        Assert.That(
            () => EngineNetwork.Choose("00000000", """[{"dst":"172.16.0.0/12"}]"""),
            Throws.TypeOf<BakehouseException>()
        );

    [Test]
    public void Choose_ForTwoClones_GivesTwoBridgesAndSubnets()
    {
        var one = EngineNetwork.Choose(new SandboxFolders("/a", "/cache").Id, "[]");
        var other = EngineNetwork.Choose(new SandboxFolders("/b", "/cache").Id, "[]");

        Assert.Multiple(() =>
        {
            Assert.That(one.Bridge, Is.Not.EqualTo(other.Bridge));
            Assert.That(IPNetwork.Parse(one.Subnet), Is.Not.EqualTo(IPNetwork.Parse(other.Subnet)));
        });
    }
}
