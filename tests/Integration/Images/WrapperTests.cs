using System.Diagnostics;
using System.Net;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Images;

/// <summary>How containers of the real images start, stop and tell of themselves.</summary>
public sealed class WrapperTests
{
    // A container that does not listen to TERM lives as long as docker has patience.
    private const int Patience = 60;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private readonly List<string> containers = [];
    private string folder = null!;

    [SetUp]
    public void SetUp() => folder = Directory.CreateTempSubdirectory("bakehouse-wrapper-").FullName;

    [TearDown]
    public async Task RemoveAsync()
    {
        if (containers.Count > 0)
        {
            await DockerAsync(["rm", "--force", "--volumes", .. containers]);
            containers.Clear();
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestCase("--read-only --user 12345:12345", "self-test", 0)]
    [TestCase("--read-only --user 12345:12345 --tmpfs /tmp", "self-test readiness", 0)]
    [TestCase("--read-only --user 12345:12345 --cap-drop ALL", "sh -c exit_7", 7)]
    public async Task Container_OfAnyUser_EndsAsItsCommandDoes(string options, string command, int exitCode)
    {
        var words = command.Split(' ').Select(word => word.Replace('_', ' '));

        var answer = await RunAsync("base-root", options.Split(' '), words);

        Assert.That(answer.ExitCode, Is.EqualTo(exitCode), answer.All);
    }

    [Test]
    public async Task Command_ThatThereIsNot_IsNamedWith127()
    {
        var answer = await RunAsync("base-root", [], ["no-such-command"]);

        Assert.That(answer.ExitCode, Is.EqualTo(127), answer.All);
        Assert.That(answer.Error, Does.Contain("no-such-command"));
    }

    [Test]
    public async Task RunScript_ThatIsNotExecutable_IsNamedWith126()
    {
        var script = Path.Combine(folder, "run");
        await File.WriteAllTextAsync(script, "#!/bin/sh\n");

        var answer = await RunAsync("base-root", ["--volume", $"{script}:/container/run:ro"], []);

        Assert.That(answer.ExitCode, Is.EqualTo(126), answer.All);
        Assert.That(answer.Error, Does.Contain("/container/run").And.Contain("is not executable"));
    }

    [Test]
    public async Task Process1_IsTheInitThatReapsChildren()
    {
        var answer = await RunAsync("base-root", [], ["sh", "-c", "tr '\\0' ' ' </proc/1/cmdline"]);

        Assert.That(answer.Succeeded().Output, Does.StartWith("tini -- "));
    }

    [Test]
    public async Task Maintenance_StaysUpWithoutItsCommandAndStopsAtOnce()
    {
        var container = await StartAsync(
            "base-root",
            ["--read-only", "--user", "12345", "--env", "MAINTENANCE=1"],
            ["false"]
        );

        var liveness = await DockerAsync("exec", container, "self-test", "liveness");
        var readiness = await DockerAsync("exec", container, "self-test", "readiness");
        var clock = Stopwatch.StartNew();
        (await DockerAsync("stop", $"--time={Patience}", container)).Succeeded();

        Assert.Multiple(async () =>
        {
            Assert.That(clock.Elapsed, Is.LessThan(LongestStop));
            Assert.That(liveness.ExitCode, Is.Zero, liveness.All);
            Assert.That(readiness.ExitCode, Is.EqualTo(1), readiness.All);
            var ended = await DockerAsync("inspect", "--format={{.State.ExitCode}}", container);
            Assert.That(ended.Output.Trim(), Is.EqualTo("143"));
        });
    }

    [Test]
    public async Task HealthEndpoint_OfAService_AnswersAndCountsItsTests()
    {
        var container = await StartAsync(
            "example-image",
            [
                "--read-only",
                "--user",
                "4321",
                "--env",
                "SELF_TEST_SERVE=1",
                "--publish=127.0.0.1::8080",
                "--publish=127.0.0.1::8081",
            ],
            []
        );

        Assert.That(await GetAsync(container, 8080, "healthz", _ => true), Is.Not.Empty);
        var metrics = await GetAsync(container, 8081, "self-test/metrics", text => text.Contains("outcomes_total"));
        Assert.That(
            metrics,
            Does.Match(@"goss_tests_outcomes_total\{outcome=""pass"",type=""command""\} [1-9]"),
            metrics
        );
    }

    private async Task<string> StartAsync(string image, IEnumerable<string> options, IEnumerable<string> command)
    {
        var name = await RealImages.NameAsync(image);
        var answer = await DockerAsync(["run", "--detach", .. options, name, .. command]);
        var container = answer.Succeeded().Output.Trim();
        containers.Add(container);
        return container;
    }

    private async Task<string> GetAsync(string container, int port, string path, Func<string, bool> isComplete)
    {
        var published = (await DockerAsync("port", container, $"{port}/tcp")).Succeeded().Output.Trim();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var answer = "none";
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < LongestStart; await Task.Delay(200))
        {
            try
            {
                using var response = await http.GetAsync(new Uri($"http://{published}/{path}"));
                answer = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
                if (response.StatusCode == HttpStatusCode.OK && isComplete(answer))
                {
                    return answer;
                }
            }
            catch (HttpRequestException exception)
            {
                answer = exception.Message;
            }
        }

        var log = await DockerAsync("logs", container);
        throw new AssertionException($"/{path} on port {port} answers: {answer}\n{log.All}");
    }

    private async Task<RunResult> RunAsync(string image, IEnumerable<string> options, IEnumerable<string> command)
    {
        var name = await RealImages.NameAsync(image);
        return await DockerAsync(["run", "--rm", .. options, name, .. command]);
    }

    private Task<RunResult> DockerAsync(params IEnumerable<string> arguments) => Docker.RunAsync(folder, arguments);
}
