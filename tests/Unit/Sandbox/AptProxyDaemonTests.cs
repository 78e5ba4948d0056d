using System.Net;
using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class AptProxyDaemonTests
{
    [Test]
    public void ParseResolvers_OfAResolvConf_GivesItsNameServers() =>
        Assert.That(
            AptProxyDaemon.ParseResolvers(
                "# a comment\nsearch example\nnameserver  192.0.2.53\nnameserver\t2001:db8::53\n"
            ),
            Is.EqualTo((IPAddress[])[IPAddress.Parse("192.0.2.53"), IPAddress.Parse("2001:db8::53")])
        );
}
