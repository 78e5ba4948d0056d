using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class AptSourcesTests
{
    private const string Targets = """
        https://pool.example/extra/ bookworm main
        http://mirror.example/pub/debian/ bookworm contrib
        http://mirror.example/pub/debian/ bookworm main
        http://mirror.example/pub/debian/ bookworm-updates main
        http://mirror.example/pub/debian-security/ bookworm-security main

        """;

    [Test]
    public void Parse_MirrorsAmongOtherSources_FindsArchiveAndSecurity()
    {
        var sources = AptSources.Parse(Targets);

        Assert.That(
            sources,
            Is.EqualTo(
                new AptSources(
                    new Uri("http://mirror.example/pub/debian"),
                    new Uri("http://mirror.example/pub/debian-security")
                )
            )
        );
    }

    [Test]
    public void Parse_WithoutSecurity_FindsTheArchiveAlone() =>
        Assert.That(AptSources.Parse("http://mirror.example/debian/ sid main\n").Security, Is.Null);

    [TestCase("")]
    [TestCase("http://archive.example/ubuntu/ noble main\n")]
    [TestCase("file:/srv/debian/ bookworm main\n")]
    public void Parse_WithoutDebianMirror_SaysWhatMendsIt(string targets) =>
        Assert.That(
            () => AptSources.Parse(targets),
            Throws.TypeOf<BakehouseException>().With.Property("Remedy").Contains("without --sandbox")
        );

    [Test]
    public void ToSourcesList_WithKeyring_NamesSuiteSecurityAndKeyring()
    {
        var list = AptSources.Parse(Targets).ToSourcesList("trixie", "/keys/debian.gpg");

        Assert.That(
            list,
            Is.EqualTo(
                "deb [signed-by=/keys/debian.gpg] http://mirror.example/pub/debian trixie main\n"
                    + "deb [signed-by=/keys/debian.gpg] http://mirror.example/pub/debian-security trixie-security main\n"
            )
        );
    }
}
