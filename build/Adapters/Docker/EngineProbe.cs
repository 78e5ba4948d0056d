using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Docker;

/// <summary>Asks whether there is an engine.</summary>
public sealed class EngineProbe(ICommandRunner commands, ChildEnvironment environment)
{
    private const string Scheme = "unix://";

    /// <summary>Makes sure that an engine answers.</summary>
    /// <exception cref="BakehouseException">None does.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (await AnswersAsync(cancellationToken))
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

    // Docker knows of contexts, of other hosts and of what is wrong, but takes ten times as long to say that all is well.
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (
            environment.GetVariable("DOCKER_HOST") is not { } host
            || !host.StartsWith(Scheme, StringComparison.Ordinal)
        )
        {
            return false;
        }

        using var client = new HttpClient(EngineSocket.HandlerOf(host[Scheme.Length..]));
        try
        {
            using var answer = await client.GetAsync(new Uri(EngineSocket.Ping), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static BakehouseException Missing(string why, Exception? inner) =>
        new(
            $"No Docker engine answers: {why}",
            "Start one, or name one in DOCKER_HOST, or give --sandbox, which starts one of this clone's own.",
            inner
        );
}
