using System.Security.Cryptography;
using System.Text;
using Bakehouse.Adapters.Processes;
using Cake.Core.Diagnostics;

namespace Bakehouse.Sandbox;

/// <summary>
/// A registry that stands for Docker Hub where that cannot be reached: it has small images of real PostgreSQL, Redis and
/// Debian, made of Debian's packages (<c>Upstream/make.sh</c>). They are made once for all clones; each clone has a copy,
/// as tests may change what is in it.
/// </summary>
internal sealed class UpstreamRegistry(ICommandRunner runner, ICakeLog log, SandboxFolders folders, Journal journal)
{
    public const string Name = "upstream";

    public const int UsualPort = 5100;

    private const string KeyFile = "key";

    // Answered with 401 to whoever does not log in, which is an answer.
    private const string DockerHub = "https://registry-1.docker.io/v2/";

    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "upstream");

    private readonly Supervisor supervisor = new(runner, folders, journal);

    private string Data => folders.DataOf(Name);

    /// <summary>Starts it where it is needed.</summary>
    /// <param name="state">The sandbox without it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SandboxState> AddToAsync(SandboxState state, CancellationToken cancellationToken)
    {
        if (!supervisor.IsAlive(Name) && await HttpProbe.IsThereAsync(DockerHub, cancellationToken))
        {
            return state;
        }

        var host = await FindAsync(cancellationToken) ?? await StartAsync(state, cancellationToken);
        return state with
        {
            Upstream = host,
            Notes =
            [
                .. state.Notes,
                $"upstream: Docker Hub cannot be reached; http://{host} stands for it, with small images of PostgreSQL, "
                    + "Redis and Debian that are made of Debian's packages",
            ],
        };
    }

    /// <summary>
    /// What it has, <c>library/redis:7</c>, whether it runs or not; null where it was never filled. It is read off the
    /// folders of its storage: <c>repositories/NAME/_manifests/tags/TAG</c>.
    /// </summary>
    public IReadOnlySet<string>? ReadImages()
    {
        if (!File.Exists(Path.Combine(Data, KeyFile)))
        {
            return null;
        }

        var repositories = Path.Combine(Data, "docker", "registry", "v2", "repositories");
        var inside = Path.Combine("_manifests", "tags");
        return Directory
            .EnumerateDirectories(repositories, "tags", SearchOption.AllDirectories)
            .Where(tags => tags.EndsWith(inside, StringComparison.Ordinal))
            .SelectMany(Directory.EnumerateDirectories)
            .Select(tag =>
                Path.GetRelativePath(repositories, tag).Replace($"/{inside}/", ":", StringComparison.Ordinal)
            )
            .ToHashSet();
    }

    // What is up stays as it is.
    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        var host = $"127.0.0.1:{journal.Entries.UpstreamPort}";
        var isUp =
            supervisor.IsAlive(Name)
            && File.Exists(Path.Combine(Data, KeyFile))
            && await RegistryDaemon.AnswersAsync(host, cancellationToken);
        return isUp ? host : null;
    }

    private async Task<string> StartAsync(SandboxState state, CancellationToken cancellationToken)
    {
        var key = KeyOf(Sources);
        var isFilled = File.Exists(Path.Combine(Data, KeyFile)) && File.ReadAllText(Path.Combine(Data, KeyFile)) == key;
        var kept = Path.Combine(folders.Cache, Name, key);
        if (!isFilled)
        {
            await EmptyAsync();
        }

        using var held = isFilled ? null : await FileLock.AcquireAsync(kept + ".lock", cancellationToken);
        if (!isFilled && Directory.Exists(kept))
        {
            await CopyAsync(kept, Data, cancellationToken);
            isFilled = true;
        }

        var host = await RunAsync(cancellationToken);
        if (!isFilled)
        {
            await FillAsync(host, state, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(Data, KeyFile), key, cancellationToken);
            await CopyAsync(Data, kept + ".new", cancellationToken);
            Directory.Move(kept + ".new", kept);
        }

        return host;
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var choosing = await FileLock.AcquireAsync(Path.Combine(folders.Cache, "start"), cancellationToken);
        var port = new PortChoice(supervisor, journal).Upstream();
        var registry = RegistryDaemon.Specify(folders, new Toolset(journal.Entries.Tools!), Name, port);
        await supervisor.EnsureAsync(registry, cancellationToken);
        return $"127.0.0.1:{port}";
    }

    private async Task EmptyAsync()
    {
        if (journal.Find(Name) is { } daemon)
        {
            await supervisor.StopAsync(daemon);
        }

        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    private async Task FillAsync(string host, SandboxState state, CancellationToken cancellationToken)
    {
        log.Information(
            "{0}",
            "Sandbox: making images of PostgreSQL, Redis and Debian that stand for Docker Hub's, of Debian's packages; "
                + $"once for all clones, in {folders.Cache}"
        );
        var path = string.Join(
            Path.PathSeparator,
            [.. state.Path, new Toolset(journal.Entries.Tools!).Client, Environment.GetEnvironmentVariable("PATH")]
        );
        var variables = new Dictionary<string, string?>
        {
            ["PATH"] = path,
            ["DOCKER_HOST"] = state.DockerHost,
            ["http_proxy"] = state.AptProxy.ForHost,
            ["build_proxy"] = state.AptProxy.ForBuilds,
        };
        foreach (var (name, value) in state.Environment)
        {
            variables[name] = value;
        }

        var script = new Command("sh", "make.sh", host)
        {
            WorkingDirectory = Sources,
            Environment = variables,
            Quiet = true,
        };
        try
        {
            await runner.RunAsync(script, cancellationToken);
        }
        catch (CommandFailedException exception)
        {
            throw new BakehouseException(
                $"The images that stand for Docker Hub's could not be made: {exception.Message}",
                "See that Debian's archive can be reached, or name another upstream: --upstream=docker.io=HOST.",
                exception
            );
        }
    }

    // A folder that a run which was cut off has left is no obstacle.
    private async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        await runner.RunAsync(
            new Command("cp", "--archive", "--reflink=auto", from, to) { Quiet = true },
            cancellationToken
        );
    }

    /// <summary>Changes with every file of a folder.</summary>
    private static string KeyOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
