using System.Text;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Registry;

/// <summary>The client against a real registry that wants a name and a password.</summary>
public sealed class RegistryLoginTests
{
    private const string User = "baker";
    private const string Password = "rye-and-wheat";

    // bcrypt of the password above, which opens nothing but the registry that this fixture starts.
    private const string Users = $"{User}:$2y$05$kQ8v1h3Zc7Xw9LmN0pRsTugTq/pCyGiTnTrezSkt8nLuLkKo8bIPq\n";

    private RegistryProcess? _started;
    private string _config = null!;

    private RegistryProcess Registry => _started ?? throw new AssertionException("The registry has not started.");

    [OneTimeSetUp]
    public async Task StartRegistry() => _started = await RegistryProcess.StartAsync(Users);

    [OneTimeTearDown]
    public async Task StopRegistry()
    {
        if (_started is not null)
            await _started.DisposeAsync();
    }

    [SetUp]
    public void SetUp() => _config = Path.GetTempFileName();

    [TearDown]
    public void TearDown() => File.Delete(_config);

    [Test]
    public async Task Push_WithDockersOwnLogin_Succeeds()
    {
        using var client = LoggedIn(Password);
        var (image, reference) = (TestImage.Named("login"), new Reference(Registry.Host, "bakery/login", "1"));

        await image.PushAsync(client, reference);

        Assert.That(await client.Manifests.HeadAsync(reference), Is.EqualTo(image.Manifest.Descriptor));
    }

    [Test]
    public void Head_WithTheWrongPassword_NamesRegistryAndRemedyButNoSecret()
    {
        using var client = LoggedIn("wrong-password");

        var error = Assert.ThrowsAsync<BakehouseException>(() =>
            client.Manifests.HeadAsync(new Reference(Registry.Host, "bakery/login", "1"))
        );

        Assert.That(error.Problem, Does.Contain(Registry.Host).And.Contain(User));
        Assert.That(error.Remedy, Does.Contain($"docker login {Registry.Host}"));
        Assert.That(error.ToString(), Does.Not.Contain("wrong-password").And.Not.Contain(Auth("wrong-password")));
    }

    [Test]
    public void Head_WithoutLogin_AsksForOne()
    {
        using var client = new RegistryClient(new CredentialChain());

        Assert.That(
            () => client.Manifests.HeadAsync(new Reference(Registry.Host, "bakery/login", "1")),
            Throws.TypeOf<BakehouseException>().With.Message.Contains($"docker login {Registry.Host}")
        );
    }

    private RegistryClient LoggedIn(string password)
    {
        File.WriteAllText(_config, $$"""{"auths": {"{{Registry.Host}}": {"auth": "{{Auth(password)}}"} } }""");
        return new RegistryClient(new DockerConfigCredentials(_config, Substitute.For<ICommandRunner>()));
    }

    private static string Auth(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"));
}
