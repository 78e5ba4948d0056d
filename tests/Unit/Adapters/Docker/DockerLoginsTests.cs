using System.Text;
using System.Text.Json.Nodes;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.UnitTests.Adapters.Registry;
using Bakehouse.UnitTests.Dockerfiles;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Docker;

internal sealed class DockerLoginsTests : IDisposable
{
    private const string Registry = "registry.example.com";
    private readonly TemporaryFolder user = new();
    private readonly SkippingTime time = new();
    private readonly Secrets secrets = new();
    private readonly ICredentialStore store = Substitute.For<ICredentialStore>();
    private readonly ChildEnvironment environment;
    private readonly DockerLogins logins;

    public DockerLoginsTests()
    {
        var cake = Substitute.For<ICakeEnvironment>();
        cake.GetEnvironmentVariable("DOCKER_CONFIG").Returns(user.Path);
        environment = new ChildEnvironment(cake);
        logins = new DockerLogins(store, environment, secrets, time);
        logins.Expect([Registry, "other.example.com"]);
    }

    private string Folder => environment.GetVariable("DOCKER_CONFIG")!;

    public void Dispose()
    {
        logins.Dispose();
        user.Dispose();
    }

    [Test]
    public async Task Login_OfTheRun_IsInAFolderThatOnlyItsUserReads()
    {
        Give("password-1");

        await logins.RenewAsync(default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Auth(), Is.EqualTo("AWS:password-1"));
            Assert.That(
                ModeOf(Folder),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
            );
            Assert.That(
                ModeOf(Path.Combine(Folder, "config.json")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
            );
            Assert.That(Directory.EnumerateFileSystemEntries(user.Path), Is.Empty);
            Assert.That(secrets.Redact($"password-1 {Raw()}"), Is.EqualTo("*** ***"));
        }
    }

    [Test]
    public async Task Settings_OfTheUser_AreCarriedOver()
    {
        Give("password-1");
        File.WriteAllText(
            Path.Combine(user.Path, "config.json"),
            """{"credsStore":"desktop","currentContext":"far","proxies":{"default":{"httpProxy":"http://p"}},"auths":{"a":{"auth":"eA=="}}}"""
        );
        Directory.CreateDirectory(Path.Combine(user.Path, "cli-plugins"));
        File.WriteAllText(Path.Combine(user.Path, "cli-plugins", "docker-buildx"), "plugin");

        await logins.RenewAsync(default);

        var config = Config();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(config["currentContext"]!.GetValue<string>(), Is.EqualTo("far"));
            Assert.That(config["proxies"]!["default"]!["httpProxy"]!.GetValue<string>(), Is.EqualTo("http://p"));
            Assert.That(config["credsStore"]!.GetValue<string>(), Is.EqualTo("desktop"));
            Assert.That(config["auths"]!["a"]!["auth"]!.GetValue<string>(), Is.EqualTo("eA=="));
            Assert.That(config["credHelpers"]![Registry]!.GetValue<string>(), Is.Empty, "asked before the store");
            Assert.That(File.ReadAllText(Path.Combine(Folder, "cli-plugins", "docker-buildx")), Is.EqualTo("plugin"));
        }
    }

    [Test]
    public async Task Login_ThatHasExpired_IsWrittenAnew()
    {
        Give("password-1", time.GetUtcNow().AddMinutes(5));
        await logins.RenewAsync(default);
        var folder = Folder;
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.That(await logins.RenewAsync(default), Is.False);

        Give("password-2");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await logins.RenewAsync(default), Is.True);
        Assert.That((Folder, Auth()), Is.EqualTo((folder, "AWS:password-2")));
    }

    [Test]
    public async Task Run_WithoutCredentialsOfItsOwn_LeavesDockerAlone()
    {
        await logins.RenewAsync(default);

        Assert.That(Folder, Is.EqualTo(user.Path));
    }

    [Test]
    public async Task Folder_AtTheEnd_IsGoneAndWhatItLinkedToIsNot()
    {
        Give("password-1");
        Directory.CreateDirectory(Path.Combine(user.Path, "contexts"));
        File.WriteAllText(Path.Combine(user.Path, "contexts", "meta"), "{}");
        await logins.RenewAsync(default);
        var folder = Folder;

        logins.Dispose();

        Assert.That(Directory.Exists(folder), Is.False);
        Assert.That(File.Exists(Path.Combine(user.Path, "contexts", "meta")), Is.True);
    }

    [Test]
    public async Task Folder_OfAKilledRun_GoesWithTheNextAndThatOfALivingOneStays()
    {
        Give("password-1");
        await logins.RenewAsync(default);
        var left = Directory.CreateTempSubdirectory("bakehouse-docker-").FullName;
        File.WriteAllText(Path.Combine(left, ".lock"), "");
        File.WriteAllText(Path.Combine(left, "config.json"), "{}");

        RunDockerConfig.RemoveLeftovers();

        Assert.That((Directory.Exists(left), Directory.Exists(Folder)), Is.EqualTo((false, true)));
    }

    [Test]
    public void Config_OfTheUserThatIsNoJson_IsAnErrorThatDoesNotQuoteIt()
    {
        Give("password-1");
        File.WriteAllText(Path.Combine(user.Path, "config.json"), "{\"auths\": secret");

        var error = Assert.ThrowsAsync<BakehouseException>(() => logins.RenewAsync(default));

        Assert.That(error!.ToString(), Does.Contain("config.json").And.Not.Contain("secret"));
    }

    private void Give(string password, DateTimeOffset? expires = null) =>
        store
            .FindAsync(Registry, Arg.Any<CancellationToken>())
            .Returns(new Credential("AWS", password, false, expires));

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);

    private JsonObject Config() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "config.json")))!.AsObject();

    private string Raw() => Config()["auths"]![Registry]!["auth"]!.GetValue<string>();

    private string Auth() => Encoding.UTF8.GetString(Convert.FromBase64String(Raw()));
}
