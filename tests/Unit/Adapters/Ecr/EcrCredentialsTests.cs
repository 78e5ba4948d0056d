using Bakehouse.Adapters.Ecr;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.UnitTests.Adapters.Registry;
using Bakehouse.UnitTests.Dockerfiles;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Ecr;

internal sealed class EcrCredentialsTests : IDisposable
{
    private readonly FakeAws aws = new();
    private readonly SkippingTime time = new();
    private readonly TemporaryFolder folder = new();

    public EcrCredentialsTests() => aws.Issue(() => time.GetUtcNow().AddHours(12));

    public void Dispose() => folder.Dispose();

    [Test]
    public async Task Registry_OfEcr_GetsAToken() =>
        Assert.That((await FindAsync("{}"))?.Secret, Is.EqualTo("token-1"));

    [TestCase("docker.io")]
    [TestCase("127.0.0.1:5000")]
    public async Task Registry_OfSomebodyElse_GetsNone(string registry) =>
        Assert.That(await FindAsync("{}", registry), Is.Null);

    [TestCase("""{"credHelpers":{"123456789012.dkr.ecr.eu-central-1.amazonaws.com":"ecr-login"}}""")]
    [TestCase("""{"credsStore":"ecr-login"}""")]
    public async Task Registry_WithAHelperOfEcr_IsLeftToIt(string config)
    {
        Assert.That(await FindAsync(config), Is.Null);
        Assert.That(aws.Tokens, Is.Zero);
    }

    [Test]
    public async Task Registry_WithACommonStore_GetsAToken() =>
        Assert.That((await FindAsync("""{"credsStore":"desktop"}"""))?.Secret, Is.EqualTo("token-1"));

    [Test]
    public async Task Login_WithoutAwsCredentials_IsLeftToDocker()
    {
        aws.HasCredentials = false;

        Assert.That(
            await FindAsync("""{"auths":{"123456789012.dkr.ecr.eu-central-1.amazonaws.com":{"auth":"QVdTOmE="}}}"""),
            Is.Null
        );
    }

    [Test]
    public void Nothing_AtAll_IsAnError()
    {
        aws.HasCredentials = false;

        Assert.That(() => FindAsync("{}"), Throws.TypeOf<BakehouseException>());
    }

    private Task<Credential?> FindAsync(string config, string? registry = null)
    {
        var file = Path.Combine(folder.Path, "config.json");
        File.WriteAllText(file, config);
        var credentials = new EcrCredentials(
            new KnownRegistries(),
            new Lazy<IAwsClients>(aws),
            new Lazy<EcrTokens>(new EcrTokens(aws, new Secrets(), time)),
            new DockerConfigCredentials(file, Substitute.For<ICommandRunner>())
        );
        return credentials.FindAsync(registry ?? FakeAws.Registry.Host);
    }
}
