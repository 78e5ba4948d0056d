using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Docker;

/// <summary>Asks whether there is an engine.</summary>
public sealed class EngineProbe(ICommandRunner commands, EngineApi engine)
{
    /// <summary>Makes sure that an engine answers.</summary>
    /// <exception cref="BakehouseException">None does.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (await engine.AnswersAsync(cancellationToken))
        {
            return;
        }

        CommandResult answer;
        try
        {
            answer = await commands.RunAsync(
                new Command("docker", "version", "--format", "{{.Server.Version}} {{.Server.Os}}/{{.Server.Arch}}")
                {
                    AnyExitCode = true,
                    Quiet = true,
                },
                cancellationToken
            );
        }
        catch (BakehouseException exception)
        {
            throw Missing("the program docker is not installed", exception);
        }

        if (answer.ExitCode != 0)
        {
            throw Missing(answer.Error.Trim().Split('\n')[0], null);
        }
    }

    private static BakehouseException Missing(string why, Exception? inner) =>
        new(
            $"No Docker engine answers: {why}",
            "Start one, or name one in DOCKER_HOST, or give --sandbox, which starts one of this clone's own.",
            inner
        );
}
