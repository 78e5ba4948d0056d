using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Docker;

/// <summary>An engine is asked at its socket; where that tells nothing, or does not do it, docker is asked.</summary>
internal sealed class EngineProbeTests : IDisposable
{
    private readonly AnsweringEngine engine = new();
    private readonly ICommandRunner commands = Substitute.For<ICommandRunner>();
    private readonly EngineProbe probe;

    public EngineProbeTests() => probe = new EngineProbe(commands, engine.Api);

    public void Dispose() => engine.Dispose();

    [Test]
    public async Task Require_EngineAnswersAtItsSocket_StartsNoProgram()
    {
        var answering = engine.AnswerAsync("200 OK");

        await probe.RequireAsync(CancellationToken.None);

        Assert.That(await answering, Does.StartWith("GET /_ping HTTP/1.1"));
        Assert.That(commands.ReceivedCalls(), Is.Empty);
    }

    [Test]
    public async Task Require_EngineIsBroken_LetsDockerSayWhatIsWrong()
    {
        DockerSays(1, "the engine is broken");
        var answering = engine.AnswerAsync("500 Internal Server Error");

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
        engine.Environment.GetEnvironmentVariable("DOCKER_HOST").Returns(host);
        DockerSays(0, "");

        await probe.RequireAsync(CancellationToken.None);

        await commands.ReceivedWithAnyArgs(1).RunAsync(null!, default);
    }

    private void DockerSays(int exitCode, string error) =>
        commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(exitCode, "", error));
}
