using System.Text;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Registry;

public sealed class DockerConfigCredentialsTests
{
    private static readonly string BakerAuth = Convert.ToBase64String(Encoding.UTF8.GetBytes("baker:hun:ter2"));
    private string _file = null!;
    private ICommandRunner _commands = null!;

    [SetUp]
    public void SetUp()
    {
        _file = Path.GetTempFileName();
        _commands = Substitute.For<ICommandRunner>();
    }

    [TearDown]
    public void TearDown() => File.Delete(_file);

    [TestCase("registry.test", "registry.test")]
    [TestCase("registry.test", "https://registry.test/v1/")]
    [TestCase("host.test:5000", "host.test:5000")]
    [TestCase("docker.io", "https://index.docker.io/v1/")]
    [TestCase("docker.io", "docker.io")]
    public async Task Find_LoggedIn_ReadsTheFile(string registry, string key)
    {
        var found = await FindAsync(registry, $$"""{"auths": {"{{key}}": {"auth": "{{BakerAuth}}"} } }""");

        Assert.That((found!.User, found.Secret), Is.EqualTo(("baker", "hun:ter2")));
        Assert.That(found.ToString(), Does.Not.Contain("hun:ter2"));
    }

    [Test]
    public async Task Find_IdentityToken_IsMarkedAsSuch()
    {
        var found = await FindAsync(
            "registry.test",
            $$"""{"auths": {"registry.test": {"auth": "{{BakerAuth}}", "identitytoken": "refresh"} } }"""
        );

        Assert.That((found!.IsIdentityToken, found.Secret), Is.EqualTo((true, "refresh")));
    }

    [TestCase("""{"auths": {"other.test": {"auth": "eDp5"}}}""")]
    [TestCase("""{"auths": {"registry.test": {}}}""")]
    [TestCase("""{"auths": {"registry.test.evil": {"auth": "eDp5"}}}""")]
    [TestCase("{}")]
    public async Task Find_NotLoggedIn_IsNull(string config) =>
        Assert.That(await FindAsync("registry.test", config), Is.Null);

    [Test]
    public async Task Find_NoFile_IsNull()
    {
        File.Delete(_file);

        Assert.That(await new DockerConfigCredentials(_file, _commands).FindAsync("registry.test"), Is.Null);
    }

    [TestCase("""{"auths": {"registry.test": {"auth": "aHVudGVyMg=="}}}""")]
    [TestCase("""{"auths": {"registry.test": {"auth": "hunter2!"}}}""")]
    [TestCase("""{"auths": {"registry.test": {"auth": hunter2}}}""")]
    public void Find_DamagedFile_NamesItAndNotItsContent(string config)
    {
        var error = Assert.ThrowsAsync<BakehouseException>(() => FindAsync("registry.test", config));

        Assert.That(error.Problem, Does.Contain(_file));
        Assert.That(error.ToString(), Does.Not.Contain("hunter2"));
    }

    [TestCase("""{"credsStore": "store"}""", "registry.test", "docker-credential-store", "registry.test")]
    [TestCase(
        """{"credsStore": "store", "credHelpers": {"registry.test": "ecr-login"}}""",
        "registry.test",
        "docker-credential-ecr-login",
        "registry.test"
    )]
    [TestCase("""{"credsStore": "store"}""", "docker.io", "docker-credential-store", "https://index.docker.io/v1/")]
    public async Task Find_WithAHelper_AsksItOverItsInput(string config, string registry, string program, string key)
    {
        Command? asked = null;
        _commands
            .RunAsync(Arg.Do<Command>(command => asked = command), Arg.Any<CancellationToken>())
            .Returns(new CommandResult(0, """{"ServerURL":"x","Username":"AWS","Secret":"hunter2"}""" + "\n", ""));

        var found = await FindAsync(registry, config);

        Assert.That((found!.User, found.Secret), Is.EqualTo(("AWS", "hunter2")));
        Assert.That((asked!.ToString(), asked.Input), Is.EqualTo(($"{program} get", key)));
        Assert.That(asked.Quiet, Is.True, "the helper's output must not go into a log");
    }

    [Test]
    public async Task Find_HelperWithIdentityToken_IsMarkedAsSuch()
    {
        Answer(0, """{"ServerURL":"x","Username":"<token>","Secret":"refresh"}""");

        Assert.That((await FindAsync("registry.test", """{"credsStore": "s"}"""))!.IsIdentityToken, Is.True);
    }

    [Test]
    public async Task Find_HelperThatKnowsNothing_FallsBackToTheFile()
    {
        Answer(1, "credentials not found in native keychain\n");

        var found = await FindAsync(
            "registry.test",
            $$"""{"credsStore": "s", "auths": {"registry.test": {"auth": "{{BakerAuth}}"} } }"""
        );

        Assert.That(found!.User, Is.EqualTo("baker"));
    }

    [Test]
    public void Find_HelperThatFails_IsNamedWithItsMessage()
    {
        Answer(1, "the keychain is locked\n");

        Assert.That(
            () => FindAsync("registry.test", """{"credsStore": "s"}"""),
            Throws
                .TypeOf<BakehouseException>()
                .With.Message.Contains("docker-credential-s")
                .And.Message.Contains("the keychain is locked")
        );
    }

    [Test]
    public void Find_HelperThatBabbles_IsNamedWithoutWhatItSaid()
    {
        Answer(0, "hunter2");

        var error = Assert.ThrowsAsync<BakehouseException>(() => FindAsync("registry.test", """{"credsStore": "s"}"""));

        Assert.That(error.ToString(), Does.Contain("docker-credential-s").And.Not.Contain("hunter2"));
    }

    private void Answer(int exitCode, string output) =>
        _commands
            .RunAsync(Arg.Any<Command>(), Arg.Any<CancellationToken>())
            .Returns(new CommandResult(exitCode, output, ""));

    private async Task<Credential?> FindAsync(string registry, string config)
    {
        await File.WriteAllTextAsync(_file, config);
        return await new DockerConfigCredentials(_file, _commands).FindAsync(registry);
    }
}
