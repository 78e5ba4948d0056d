using Bakehouse.Adapters.Processes;
using Cake.Docker;

namespace Bakehouse.Adapters.Docker;

/// <summary>The engine's containers, by way of Cake.Docker's aliases and, where the exit code counts, of docker itself.</summary>
public sealed class Containers(DockerCommand docker, ICommandRunner commands) : IContainers
{
    // runc's words where it loses the container's first process before that is anything of the image.
    private const string LostAtStart = "waiting for init preliminary setup";
    private const int Attempts = 3;

    // What a container prints is as long as somebody else likes.
    private const int MostOutput = 1 << 20;

    public Task CreateAsync(NewContainer container, CancellationToken cancellationToken)
    {
        var settings = new DockerContainerCreateSettings
        {
            Name = container.Name,
            Entrypoint = container.Command[0],
            User = container.User,

            // It is read as it comes; the engine is not to keep it as well.
            LogDriver = "none",

            // What it prints is the container's ID, which tells nobody anything.
            SetupProcessSettings = process => process.Silent = true,
            Label = [.. container.Labels.Select(label => $"{label.Key}={label.Value}")],
            Env = [.. container.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
        };
        return docker.RunAsync(
            $"docker create of {container.Name}",
            context =>
                context.DockerCreate(settings, container.Image, container.Command[1], [.. container.Command.Skip(2)]),
            cancellationToken
        );
    }

    public Task CopyInAsync(string path, string container, string target, CancellationToken cancellationToken) =>
        CopyAsync(path, $"{container}:{target}", cancellationToken);

    public async Task<ContainerFiles> ReadFilesAsync(
        string container,
        string path,
        ReadLimits limits,
        CancellationToken cancellationToken
    )
    {
        // Without --follow-link, docker hands over links as links.
        ContainerFiles? files = null;
        DockerException? unread = null;
        var answer = await commands.RunAsync(
            new Command("docker", "cp", $"{container}:{path}", "-")
            {
                AnyExitCode = true,
                Quiet = true,
                Reader = ReadAsync,
            },
            cancellationToken
        );

        // Docker, too, fails where not all of it is taken.
        if (answer.ExitCode == 0 || files is { HasMore: true })
        {
            return files ?? throw unread!;
        }

        return IsNothingThere(answer.Error)
            ? new ContainerFiles([])
            : throw new DockerException($"docker cp from {container}:{path}", answer.Error.Trim());

        // Where docker fails, it writes no archive: what it says then tells more.
        async Task ReadAsync(Stream output, CancellationToken token)
        {
            try
            {
                files = await ContainerArchive.ReadAsync(output, limits, token);
            }
            catch (DockerException exception)
            {
                unread = exception;
            }
        }
    }

    public async Task<int> RunAsync(string container, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await StartAsync(container, cancellationToken);
            if (attempt == Attempts || !IsLostAtStart(answer))
            {
                return answer.ExitCode;
            }
        }
    }

    public async Task<string?> FindStartFailureAsync(string container, CancellationToken cancellationToken)
    {
        // What never started did so in the year 1. An engine that refuses before it tries keeps no error.
        const string format = "{{.State.StartedAt}} {{.State.Error}}";
        var answer = await commands.RunAsync(
            new Command("docker", "container", "inspect", "--format", format, container)
            {
                AnyExitCode = true,
                Quiet = true,
            },
            cancellationToken
        );
        if (answer.ExitCode != 0)
        {
            throw new DockerException($"docker container inspect of {container}", answer.Error.Trim());
        }

        return !answer.Output.StartsWith("0001-", StringComparison.Ordinal) ? null
            : answer.Output.Trim().Split(' ', 2) is [_, var words] ? words
            : "it does not say why";
    }

    public async Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        // Older clients fail where there is no such container, newer ones don't.
        var answer = await commands.RunAsync(
            new Command("docker", "rm", "--force", "--volumes", container) { AnyExitCode = true, Quiet = true },
            cancellationToken
        );
        if (answer.ExitCode != 0 && !answer.Error.Contains("No such container", StringComparison.OrdinalIgnoreCase))
        {
            throw new DockerException($"docker rm of {container}", answer.Error.Trim());
        }
    }

    // Of newer engines, of older ones, and of older clients.
    private static bool IsNothingThere(string error) =>
        ((string[])["Could not find the file", "No such container:path", "no such file or directory"]).Any(words =>
            error.Contains(words, StringComparison.OrdinalIgnoreCase)
        );

    // The engine puts such a container back to how it was created.
    private static bool IsLostAtStart(CommandResult answer) =>
        answer.ExitCode != 0 && answer.Error.Contains(LostAtStart, StringComparison.Ordinal);

    private async Task<CommandResult> StartAsync(string container, CancellationToken cancellationToken)
    {
        // A test that fails is no failure of docker: the exit code is the answer.
        var running = commands.RunAsync(
            new Command("docker", "start", "--attach", container) { AnyExitCode = true, OutputLimit = MostOutput },
            cancellationToken
        );
        try
        {
            return await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // docker hands its signal on to the container's first process, and a shell there ignores it.
            await commands.RunAsync(
                new Command("docker", "kill", container) { AnyExitCode = true, Quiet = true },
                CancellationToken.None
            );
            return await running;
        }
    }

    private Task CopyAsync(string from, string to, CancellationToken cancellationToken) =>
        docker.RunAsync($"docker cp from {from} to {to}", context => context.DockerCp(from, to), cancellationToken);
}
