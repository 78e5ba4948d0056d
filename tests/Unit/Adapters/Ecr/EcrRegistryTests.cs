using Bakehouse.Adapters.Ecr;

namespace Bakehouse.UnitTests.Adapters.Ecr;

internal sealed class EcrRegistryTests
{
    [TestCase("123456789012.dkr.ecr.eu-central-1.amazonaws.com", "eu-central-1")]
    [TestCase("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [TestCase("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1")]
    [TestCase("123456789012.dkr-ecr.us-east-1.on.aws", "us-east-1")]
    public void Find_NameOfEcr_TellsAccountAndRegion(string host, string region) =>
        Assert.That(EcrRegistry.Find(host), Is.EqualTo(new EcrRegistry(host, "123456789012", region)));

    [TestCase(null)]
    [TestCase("docker.io")]
    [TestCase("127.0.0.1:5000")]
    [TestCase("12345.dkr.ecr.eu-central-1.amazonaws.com")]
    [TestCase("123456789012.dkr.ecr.eu-central-1.amazonaws.com.example.org")]
    [TestCase("public.ecr.aws")]
    public void Find_OtherName_IsNone(string? host) => Assert.That(EcrRegistry.Find(host), Is.Null);

    [Test]
    public void Known_OfTheAccount_IsFoundByItsHostAndNoOther()
    {
        var local = new EcrRegistry("127.0.0.1:4510", "123456789012", "eu-central-1");
        var known = new KnownRegistries();

        known.Add(local);

        Assert.That(known.Find("127.0.0.1:4510"), Is.EqualTo(local));
        Assert.That(known.Find("127.0.0.1:5000"), Is.Null);
    }
}
