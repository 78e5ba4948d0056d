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

    private RegistryProcess _registry = null!;
    private string _config = null!;

    [OneTimeSetUp]
    public async Task StartRegistry() => _registry = await RegistryProcess.StartAsync(Users);

    [OneTimeTearDown]
    public async Task StopRegistry() => await _registry.DisposeAsync();

    [SetUp]
    public void SetUp() => _config = Path.GetTempFileName();

    [TearDown]
    public void TearDown() => File.Delete(_config);

    [Test]
    public async Task Push_WithDockersOwnLogin_Succeeds()
    {
        using var client = LoggedIn(Password);
        var (image, reference) = (TestImage.Named("login"), new Reference(_registry.Host, "bakery/login", "1"));

        await image.PushAsync(client, reference);

        Assert.That(await client.Manifests.HeadAsync(reference), Is.EqualTo(image.Manifest.Descriptor));
    }

    [Test]
    public void Head_WithTheWrongPassword_NamesRegistryAndRemedyButNoSecret()
    {
        using var client = LoggedIn("wrong-password");

        var error = Assert.ThrowsAsync<BakehouseException>(() =>
            client.Manifests.HeadAsync(new Reference(_registry.Host, "bakery/login", "1"))
        );

        Assert.That(error.Problem, Does.Contain(_registry.Host).And.Contain(User));
        Assert.That(error.Remedy, Does.Contain($"docker login {_registry.Host}"));
        Assert.That(error.ToString(), Does.Not.Contain("wrong-password").And.Not.Contain(Auth("wrong-password")));
    }

    [Test]
    public void Head_WithoutLogin_AsksForOne()
    {
        using var client = new RegistryClient(new CredentialChain());

        Assert.That(
            () => client.Manifests.HeadAsync(new Reference(_registry.Host, "bakery/login", "1")),
            Throws.TypeOf<BakehouseException>().With.Message.Contains($"docker login {_registry.Host}")
        );
    }

    private RegistryClient LoggedIn(string password)
    {
        File.WriteAllText(_config, $$"""{"auths": {"{{_registry.Host}}": {"auth": "{{Auth(password)}}"} } }""");
        return new RegistryClient(new DockerConfigCredentials(_config, Substitute.For<ICommandRunner>()));
    }

    private static string Auth(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"));
}
