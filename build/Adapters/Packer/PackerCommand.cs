using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Packer;

/// <summary>
/// Runs the program packer, which calls docker by way of <c>docker-for-packer.sh</c>: so the build container of any packer
/// file is known by its name, and packer gives no image a name.
/// </summary>
public sealed class PackerCommand(
    ICommandRunner commands,
    IContainers containers,
    TemporaryFiles files,
    ChildEnvironment environment
) : IPacker
{
    private const string Wrapper = "docker-for-packer.sh";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task<string> BuildAsync(PackerBuild build, CancellationToken cancellationToken)
    {
        var folder = files.NewFolder("packer");
        try
        {
            await PrepareAsync(build, folder, cancellationToken);
            await RunAsync(build, folder, cancellationToken);
            var result = Path.Combine(folder, "image");
            return File.Exists(result)
                ? (await File.ReadAllTextAsync(result, cancellationToken)).Trim()
                : throw new BakehouseException(
                    $"Packer has made no image of {build.File}.",
                    "Let its builder commit the container: commit = true."
                );
        }
        finally
        {
            await containers.RemoveAsync(build.ContainerName, CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public async Task HoldAsync(
        PackerBuild build,
        Func<CancellationToken, Task> work,
        CancellationToken cancellationToken
    )
    {
        var folder = files.NewFolder("packer");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await PrepareAsync(build, folder, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "hold"), "", cancellationToken);
            var packer = RunAsync(build, folder, end.Token);
            while (!packer.IsCompleted && !File.Exists(Path.Combine(folder, "started")))
            {
                await Task.Delay(Interval, cancellationToken);
            }

            if (packer.IsCompleted)
            {
                await packer;
            }

            await work(cancellationToken);
            await end.CancelAsync();
            await packer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await end.CancelAsync();
            await containers.RemoveAsync(build.ContainerName, CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(PackerBuild build, string folder, CancellationToken cancellationToken)
    {
        var packer = new Command(
            "packer",
            [
                "build",
                "-color=false",
                .. build.Variables.SelectMany(variable => (string[])["-var", $"{variable.Key}={variable.Value}"]),
                .. build.Options,
                build.File,
            ]
        )
        {
            WorkingDirectory = build.Context,
            TimeLimit = build.TimeLimit,
            Environment = new Dictionary<string, string?>
            {
                ["PATH"] = $"{Path.Combine(folder, "bin")}{Path.PathSeparator}{SearchPath}",
                ["BAKEHOUSE_PATH"] = SearchPath,
                ["BAKEHOUSE_BUILD"] = folder,
                ["BAKEHOUSE_START_SECONDS"] = "60",
                ["CHECKPOINT_DISABLE"] = "1",

                // Nobody's own settings and plugins; and the folder that it mounts into the container goes with ours.
                ["PACKER_CONFIG_DIR"] = folder,
                ["PACKER_CACHE_DIR"] = Path.Combine(folder, "cache"),
            },
        };
        try
        {
            await commands.RunAsync(packer, cancellationToken);
        }
        catch (CommandFailedException exception)
        {
            throw new PackerException(
                exception is CommandTimedOutException
                    ? $"packer was ended, as it took longer than {build.TimeLimit}; its last words"
                    : "packer failed",
                PackerWords.Of(exception.Result.Output + exception.Result.Error),
                exception
            );
        }
    }

    private string SearchPath => environment.GetVariable("PATH") ?? "";

    private static async Task PrepareAsync(PackerBuild build, string folder, CancellationToken cancellationToken)
    {
        var wrapper = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName, "docker");
        await using (var script = typeof(PackerCommand).Assembly.GetManifestResourceStream(Wrapper)!)
        await using (var file = File.Create(wrapper))
        {
            await script.CopyToAsync(file, cancellationToken);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await File.WriteAllLinesAsync(
            Path.Combine(folder, "options"),
            [$"--name={build.ContainerName}", .. build.RunOptions],
            cancellationToken
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "init"), build.Init ?? "", cancellationToken);
    }
}
