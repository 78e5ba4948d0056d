using System.Text;
using Bakehouse.IntegrationTests.Registry;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Product;

/// <summary>A push with a login and a build with a secret: both work, and neither secret is seen anywhere.</summary>
public sealed class SecretTests
{
    private const string User = "baker";
    private const string Password = "rye-and-wheat";
    private const string Token = "token-of-sour-dough";

    // bcrypt of the password above, which opens nothing but the registry that this fixture starts.
    private const string Users = $"{User}:$2y$05$kQ8v1h3Zc7Xw9LmN0pRsTugTq/pCyGiTnTrezSkt8nLuLkKo8bIPq\n";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
    private static readonly string[] Secrets = [Password, Encoded, Token];
    private readonly HashSet<string> commandLines = [];
    private RegistryProcess registry = null!;
    private RegistryContent content = null!;
    private ImageTree tree = null!;
    private RunResult result = null!;

    [OneTimeSetUp]
    public async Task PushAsync()
    {
        registry = await RegistryProcess.StartAsync(Users);
        tree = await ImageTree.CreateAsync();
        content = new RegistryContent(registry.Host, tree.Prefix, $"{User}:{Password}");
        tree.Write("docker/config.json", $"{{\"auths\": {{\"{registry.Host}\": {{\"auth\": \"{Encoded}\"}} }} }}");
        tree.Variables["DOCKER_CONFIG"] = tree.PathOf("docker");
        tree.Variables["BAKEHOUSE_REGISTRY"] = registry.Host;
        tree.Variables["FEED_TOKEN"] = Token;
        tree.WriteImage(
            "base-build",
            "base-root",
            "RUN --mount=type=secret,id=feed sha256sum </run/secrets/feed >/feed.sum\n"
        );
        await tree.CommitAsync("A secret");

        using var run = tree.Start(
            "--target=Push-Base-Build",
            "--secret=id=feed,env=FEED_TOKEN",
            "--verbosity=diagnostic"
        );
        using var ended = new CancellationTokenSource();
        var watch = WatchAsync(ended.Token);
        result = (await run.EndAsync()).Succeeded();
        await ended.CancelAsync();
        await watch;
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        await tree.DisposeAsync();
        await registry.DisposeAsync();
    }

    [Test]
    public async Task Push_WithDockersOwnLogin_Works() =>
        Assert.That(await content.NamesAsync("base-build"), Does.Contain("main"));

    [Test]
    public async Task Build_WithASecret_GetsIt()
    {
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
        var name = await content.PinnedNameAsync("base-build", "main");
        (await tree.Engine.DockerAsync("--config", tree.PathOf("docker"), "pull", "--quiet", name)).Succeeded();

        var answer = await tree.Engine.DockerAsync("run", "--rm", name, "cat", "/feed.sum");

        Assert.That(answer.Succeeded().Output, Does.StartWith(sum));
    }

    [TestCaseSource(nameof(Secrets))]
    public async Task Secret_IsSeenNowhere(string secret)
    {
        Assert.That(result.All, Does.Not.Contain(secret), "output");
        foreach (var file in Directory.EnumerateFiles(tree.PathOf("artifacts"), "*", SearchOption.AllDirectories))
        {
            Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain(secret), file);
        }

        Assert.That(commandLines, Has.Some.Contain("push"), "what ran was seen");
        Assert.That(commandLines.Where(line => line.Contains(secret)), Is.Empty, "process list");
        foreach (var image in (string[])["base-root", "base-build"])
        {
            Assert.That(await content.ConfigurationAsync(image, "main"), Does.Not.Contain(secret), image);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            commandLines.UnionWith(CommandLines.Now());
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
