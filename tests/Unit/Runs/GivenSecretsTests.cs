using System.Text;
using Bakehouse.Adapters.Processes;
using Bakehouse.Configuration;
using Bakehouse.Runs;
using Bakehouse.UnitTests.Images;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Runs;

/// <summary>What a run is given that nobody may see.</summary>
internal sealed class GivenSecretsTests : IDisposable
{
    private const string Secret = "rye-and-wheat";
    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"baker:{Secret}"));
    private readonly ImageTree tree = new();
    private readonly Dictionary<string, string> variables = [];

    public GivenSecretsTests() => tree.With("root");

    private static IEnumerable<TestCaseData> Variables =>
        [
            new("BAKEHOUSE_REGISTRY_PASSWORD", Secret),
            new("BAKEHOUSE_GITLAB_TOKEN", Secret),
            new("CI_REGISTRY_PASSWORD", Secret),
            new("CI_JOB_TOKEN", Secret),
            new("AWS_SECRET_ACCESS_KEY", Secret),
            new("AWS_SESSION_TOKEN", Secret),
            new("http_proxy", $"http://baker:{Secret}@proxy.test:3128"),
            new("HTTPS_PROXY", $"http://baker:{Secret}@proxy.test:3128"),
            new("CI_REPOSITORY_URL", $"https://gitlab-ci-token:{Secret}@git.test/x.git"),
            new("DOCKER_AUTH_CONFIG", LoginOf("auth", Encoded)),
            new("DOCKER_AUTH_CONFIG", LoginOf("password", Secret)),
            new("DOCKER_AUTH_CONFIG", LoginOf("identitytoken", Secret)),
        ];

    public void Dispose() => tree.Dispose();

    [TestCaseSource(nameof(Variables))]
    public void Variable_ThatHoldsASecret_IsMasked(string name, string value)
    {
        variables[name] = value;

        Assert.That(Redact($"got {Secret}"), Is.EqualTo("got ***"));
    }

    [TestCase("CI_COMMIT_BRANCH", "topic")]
    [TestCase("TOKEN_FILE", "/run/token")]
    [TestCase("USE_TOKEN", "true")]
    [TestCase("http_proxy", "http://proxy.test:3128")]
    public void Variable_ThatHoldsNone_IsShown(string name, string value)
    {
        variables[name] = value;

        Assert.That(Redact(value), Is.EqualTo(value));
    }

    [TestCase("id=feed,src=feed.txt")]
    [TestCase("id=feed.txt")]
    [TestCase("id=feed,env=FEED")]
    [TestCase("id=FEED")]
    public void BuildSecret_OfTheRun_IsMasked(string secret)
    {
        GiveFeed();

        Assert.That(
            Redact($"got {Secret}", new RunOptions { Jobs = 1, BuildSecrets = [secret] }),
            Is.EqualTo("got ***")
        );
    }

    [TestCase("--secret=id=feed,src=feed.txt")]
    [TestCase("--secret", "id=feed,env=FEED")]
    public void BuildSecret_AmongFurtherOptions_IsMasked(params string[] words)
    {
        GiveFeed();

        Assert.That(Redact($"got {Secret}", new RunOptions { Jobs = 1, DockerOptions = words }), Is.EqualTo("got ***"));
    }

    [Test]
    public void BuildSecret_OfAManifest_IsMasked()
    {
        GiveFeed();
        tree.WithFile(
                "old",
                "docker/IMAGES.json",
                """
                {"images": [{"file": "D", "builder_type": "docker", "tag": "x:1",
                  "extra_args": "--secret id=feed,env=FEED"}]}
                """
            )
            .WithFile("old", "docker/docker/D", "FROM scratch\n");

        Assert.That(Redact($"got {Secret}"), Is.EqualTo("got ***"));
    }

    [Test]
    public void BuildSecret_WhoseFileIsMissing_IsLeftToDocker() =>
        Assert.That(
            Redact("shown", new RunOptions { Jobs = 1, BuildSecrets = ["id=feed,src=missing"] }),
            Is.EqualTo("shown")
        );

    private static string LoginOf(string field, string value) =>
        $$$$"""{"auths": {"r.test": {"{{{{field}}}}": "{{{{value}}}}"}}}""";

    private void GiveFeed()
    {
        File.WriteAllText(Path.Combine(tree.Root, "feed.txt"), $"{Secret}\n");
        variables["FEED"] = Secret;
    }

    private string Redact(string text, RunOptions? options = null)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.WorkingDirectory.Returns(tree.Root);
        environment.GetEnvironmentVariables().Returns(variables);
        environment
            .GetEnvironmentVariable(null!)
            .ReturnsForAnyArgs(call =>
                call.Arg<string>() == "DOCKER_CONFIG" ? tree.Root : variables.GetValueOrDefault(call.Arg<string>())
            );
        var secrets = new Secrets();
        new GivenSecrets(secrets, environment, options ?? new RunOptions { Jobs = 1 }, tree.Load()).Remember();
        return secrets.Redact(text);
    }
}
