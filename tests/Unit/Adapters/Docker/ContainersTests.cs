using System.IO.Pipelines;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Docker;

/// <summary>How a container is run to its end, with a docker that answers what it is told.</summary>
public sealed class ContainersTests
{
    // As docker says it.
    private static readonly CommandResult Lost = new(
        1,
        "",
        "Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to "
            + "start container process: waiting for init preliminary setup: read init-p: connection reset by peer: unknown\n"
            + "Error: failed to start containers: tested\n"
    );

    private ICommandRunner commands = null!;
    private Containers containers = null!;

    [SetUp]
    public void SetUp()
    {
        commands = Substitute.For<ICommandRunner>();
        containers = new Containers(new DockerCommand(Substitute.For<ICakeContext>()), commands);
    }

    [Test]
    public async Task Container_LostBeforeItsFirstProcess_IsStartedAgain()
    {
        commands.RunAsync(null!, default).ReturnsForAnyArgs(Lost, new CommandResult(0, "", ""));

        Assert.That(await containers.RunAsync("tested", default), Is.Zero);
    }

    [Test]
    public async Task Container_LostAgainAndAgain_Fails()
    {
        commands.RunAsync(null!, default).ReturnsForAnyArgs(Lost);

        Assert.That(await containers.RunAsync("tested", default), Is.EqualTo(1));
    }

    [TestCase(0, "waiting for init preliminary setup\n")]
    [TestCase(1, "no such file\n")]
    public async Task Container_ThatHasRun_IsNotStartedAgain(int exitCode, string error)
    {
        commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(exitCode, "", error));

        Assert.That(await containers.RunAsync("tested", default), Is.EqualTo(exitCode));
        Assert.That(commands.ReceivedCalls().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Container_ThatPrintsWithoutEnd_IsReadUpToALimit()
    {
        commands.RunAsync(null!, default).ReturnsForAnyArgs(new CommandResult(0, "", ""));

        await containers.RunAsync("tested", default);

        await commands.Received().RunAsync(Arg.Is<Command>(command => command.OutputLimit != null), default);
    }

    [TestCase("Error response from daemon: Could not find the file /updates in container tested")]
    [TestCase("Error: No such container:path: tested:/updates")]
    public async Task Files_ThatAreNotThere_AreNone(string error)
    {
        commands
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(call => AnswerAsync(call.Arg<Command>(), new CommandResult(1, "", error)));

        Assert.That((await containers.ReadFilesAsync("tested", "/updates", new(1, 1), default)).Files, Is.Empty);
    }

    [Test]
    public void Files_ThatDockerCannotRead_AreAnError()
    {
        commands
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(call => AnswerAsync(call.Arg<Command>(), new CommandResult(1, "", "no engine\n")));

        Assert.That(
            () => containers.ReadFilesAsync("tested", "/updates", new(1, 1), default),
            Throws.InstanceOf<DockerException>().With.Message.Contains("no engine")
        );
    }

    [Test]
    public void Container_ThatIgnoresSignals_EndsWhenCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var running = new TaskCompletionSource<CommandResult>();
        commands
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(call =>
            {
                if (call.Arg<Command>().Arguments is ["kill", "tested"])
                {
                    running.SetCanceled(CancellationToken.None);
                    return Task.FromResult(new CommandResult(0, "tested\n", ""));
                }

                // docker stays as long as the container does.
                cancel.Cancel();
                return running.Task;
            });

        Assert.That(
            () => containers.RunAsync("tested", cancel.Token).WaitAsync(TimeSpan.FromSeconds(30)),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    private static async Task<CommandResult> AnswerAsync(Command command, CommandResult answer)
    {
        // Nothing, by a pipe: it cannot be asked how long it is.
        await command.Reader!(PipeReader.Create(new MemoryStream()).AsStream(), default);
        return answer;
    }
}
