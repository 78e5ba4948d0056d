using System.Net.Sockets;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Docker;

/// <summary>An engine is asked at its socket; where that tells nothing, or does not do it, docker is asked.</summary>
internal sealed class EngineProbeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bakehouse-probe-").FullName;
    private readonly ICakeEnvironment environment = Substitute.For<ICakeEnvironment>();
    private readonly ICommandRunner commands = Substitute.For<ICommandRunner>();
    private readonly EngineApi api;
    private readonly EngineProbe probe;

    public EngineProbeTests()
    {
        environment.GetEnvironmentVariable("DOCKER_HOST").Returns($"unix://{SocketPath}");
        api = new EngineApi(new ChildEnvironment(environment));
        probe = new EngineProbe(commands, api);
    }

    private string SocketPath => Path.Combine(folder, "docker.sock");

    public void Dispose()
    {
        api.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Require_EngineAnswersAtItsSocket_StartsNoProgram()
    {
        var answering = AnswerAsync("200 OK");

        await probe.RequireAsync(CancellationToken.None);

        Assert.That(await answering, Does.StartWith("GET /_ping HTTP/1.1"));
        Assert.That(commands.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task Require_EngineIsBroken_LetsDockerSayWhatIsWrong()
    {
        DockerSays(1, "the engine is broken");
        var answering = AnswerAsync("500 Internal Server Error");

        var error = Assert.ThrowsAsync<BakehouseException>(() => probe.RequireAsync(CancellationToken.None))!;

        Assert.That(error.Problem, Does.Contain("the engine is broken"));
        await answering;
    }

    [Test]
    public void Require_NobodyAtTheSocket_LetsDockerSayWhatIsWrong()
    {
        DockerSays(1, "Cannot connect");

        var error = Assert.ThrowsAsync<BakehouseException>(() => probe.RequireAsync(CancellationToken.None))!;

        Assert.That(error.Problem, Does.Contain("Cannot connect"));
    }

    [TestCase("tcp://127.0.0.1:1")]
    [TestCase(null)]
    public async Task Require_NoSocketIsNamed_AsksDocker(string? host)
    {
        environment.GetEnvironmentVariable("DOCKER_HOST").Returns(host);
        DockerSays(0, "");

        await probe.RequireAsync(CancellationToken.None);

        await commands.ReceivedWithAnyArgs(1).RunAsync(null!, default);
    }

    [Test]
    public async Task Tag_EngineAtItsSocket_GetsRepositoryAndTag()
    {
        var answering = AnswerAsync("201 Created");

        var isTagged = await api.TryTagAsync("run/a:b", "127.0.0.1:5000/x/a:fp-1", CancellationToken.None);

        Assert.That(isTagged, Is.True);
        Assert.That(
            await answering,
            Does.StartWith("POST /images/run/a:b/tag?repo=127.0.0.1%3A5000%2Fx%2Fa&tag=fp-1 HTTP/1.1")
        );
    }

    [TestCase("404 Not Found")]
    [TestCase("500 Internal Server Error")]
    public async Task Tag_EngineThatRefuses_IsLeftToDocker(string status)
    {
        var answering = AnswerAsync(status);

        Assert.That(await api.TryTagAsync("run/a:b", "x/a:fp-1", CancellationToken.None), Is.False);
        await answering;
    }

    private void DockerSays(int exitCode, string error) =>
        commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(exitCode, "", error));

    private async Task<string> AnswerAsync(string status)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        listener.Listen();
        using var client = await listener.AcceptAsync();
        var request = new byte[1024];
        var length = await client.ReceiveAsync(request);
        await client.SendAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"));
        return System.Text.Encoding.ASCII.GetString(request, 0, length);
    }
}
