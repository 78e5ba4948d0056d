using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;
using Bakehouse.UnitTests.Adapters.Registry;
using Bakehouse.UnitTests.Dockerfiles;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Docker;

[RunsWhatItWrites]
internal sealed class DockerLoginsTests : IDisposable
{
    private const string Registry = "registry.example.com";
    private readonly TemporaryFolder user = new();
    private readonly SkippingTime time = new();
    private readonly TemporaryFiles files = new();
    private readonly Secrets secrets = new();
    private readonly ICredentialStore store = Substitute.For<ICredentialStore>();
    private readonly ChildEnvironment environment;
    private readonly DockerLogins logins;

    public DockerLoginsTests()
    {
        var cake = Substitute.For<ICakeEnvironment>();
        cake.GetEnvironmentVariable("DOCKER_CONFIG").Returns(user.Path);
        environment = new ChildEnvironment(cake);
        logins = new DockerLogins(store, store, environment, files, secrets, time);
        logins.Expect([Registry, "other.example.com"]);
    }

    private string Folder => environment.GetVariable("DOCKER_CONFIG")!;

    public void Dispose()
    {
        logins.Dispose();
        files.Dispose();
        user.Dispose();
    }

    [Test]
    public async Task Login_OfTheRun_IsGivenByItsHelperAndStandsInNoFile()
    {
        Give("password-1");

        await logins.RenewAsync(default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await AskAsync(Registry), Is.EqualTo((0, "AWS", "password-1")));
            Assert.That(string.Concat(Contents()), Does.Not.Contain("password-1"));
            Assert.That(string.Concat(Contents()), Does.Not.Contain(Encode("AWS:password-1")));
            Assert.That(Directory.EnumerateFileSystemEntries(user.Path), Is.Empty);
            Assert.That(secrets.Redact($"password-1 {Encode("AWS:password-1")}"), Is.EqualTo("*** ***"));
        }
    }

    [Test]
    public async Task Settings_OfTheUser_AreCarriedOverWithoutTheirPasswords()
    {
        Give("password-1");
        File.WriteAllText(
            Path.Combine(user.Path, "config.json"),
            """
            {
              "credsStore": "desktop", "credHelpers": { "b": "ecr-login" }, "currentContext": "far",
              "auths": { "https://index.docker.io/v1/": { "auth": "eDpwYXNz" }, "b": {} }
            }
            """
        );
        Directory.CreateDirectory(Path.Combine(user.Path, "cli-plugins"));
        File.WriteAllText(Path.Combine(user.Path, "cli-plugins", "docker-buildx"), "plugin");

        await logins.RenewAsync(default);

        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "config.json")))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(config["currentContext"]!.GetValue<string>(), Is.EqualTo("far"));
            Assert.That(config["credsStore"]!.GetValue<string>(), Is.EqualTo("desktop"));
            Assert.That(config["credHelpers"]![Registry]!.GetValue<string>(), Is.EqualTo("bakehouse"));
            Assert.That(config["credHelpers"]!["b"]!.GetValue<string>(), Is.EqualTo("ecr-login"));
            Assert.That(
                config["credHelpers"]!["https://index.docker.io/v1/"]!.GetValue<string>(),
                Is.EqualTo("bakehouse")
            );
            Assert.That(string.Concat(Contents()), Does.Not.Contain("eDpwYXNz"));
            Assert.That(File.ReadAllText(Path.Combine(Folder, "cli-plugins", "docker-buildx")), Is.EqualTo("plugin"));
        }
    }

    [Test]
    public async Task Login_OfDockerHub_IsAskedForByTheNameThatReferencesHave()
    {
        Give("password-1");
        store.FindAsync("docker.io", Arg.Any<CancellationToken>()).Returns(new Credential("", "refresh", true));
        await logins.RenewAsync(default);

        Assert.That(await AskAsync("https://index.docker.io/v1/"), Is.EqualTo((0, "<token>", "refresh")));
    }

    [Test]
    public async Task Registry_WithoutALogin_IsSaidToHaveNoneAsHelpersDo()
    {
        Give("password-1");
        await logins.RenewAsync(default);

        var helper = await StartHelperAsync("c");

        Assert.That(helper, Is.EqualTo((1, "credentials not found in native keychain")));
    }

    [Test]
    public async Task Helper_AfterTheRun_HasNothing()
    {
        Give("password-1");
        await logins.RenewAsync(default);
        var socket = Path.Combine(Folder, "credentials");

        logins.Dispose();

        using var output = new StringWriter();
        Assert.That(CredentialHelperProgram.Run([socket, "get"], new StringReader(Registry), output), Is.EqualTo(1));
        Assert.That(output.ToString(), Does.Contain("has ended"));
    }

    [Test]
    public async Task Login_ThatHasExpired_IsAnother()
    {
        Give("password-1", time.GetUtcNow().AddMinutes(5));
        await logins.RenewAsync(default);
        var folder = Folder;
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.That(await logins.RenewAsync(default), Is.False);

        Give("password-2");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await logins.RenewAsync(default), Is.True);
        Assert.That(await AskAsync(Registry), Is.EqualTo((0, "AWS", "password-2")));
        Assert.That(Folder, Is.EqualTo(folder));
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

        files.Dispose();

        Assert.That(Directory.Exists(folder), Is.False);
        Assert.That(File.Exists(Path.Combine(user.Path, "contexts", "meta")), Is.True);
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

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private IEnumerable<string> Contents() =>
        new DirectoryInfo(Folder)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name != "credentials")
            .Select(file => File.ReadAllText(file.FullName));

    private async Task<(int ExitCode, string? User, string? Secret)> AskAsync(string key)
    {
        var (exitCode, output) = await StartHelperAsync(key);
        var answer = JsonNode.Parse(output)!;
        return (exitCode, answer["Username"]?.GetValue<string>(), answer["Secret"]?.GetValue<string>());
    }

    // As docker does: the program that is on its PATH.
    private async Task<(int ExitCode, string Output)> StartHelperAsync(string key)
    {
        var start = new ProcessStartInfo(environment.Find("docker-credential-bakehouse"), ["get"])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var helper = Process.Start(start)!;
        await helper.StandardInput.WriteAsync(key);
        helper.StandardInput.Close();
        var output = await helper.StandardOutput.ReadToEndAsync();
        await helper.WaitForExitAsync();
        return (helper.ExitCode, output.Trim());
    }
}
