using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// A configuration folder of docker for one run, mode 0700: the user's own settings, with a credential helper that asks the
/// run. No secret is in it. It is gone when the program ends; what a killed one left goes with the next.
/// </summary>
public sealed class RunDockerConfig : IDisposable
{
    private const string Prefix = "bakehouse-docker-";
    private const string ConfigName = "config.json";
    private const string LockName = ".lock";
    private const string SocketName = "credentials";
    private static readonly TimeSpan TimeToLock = TimeSpan.FromMinutes(1);

    private readonly FileStream held;
    private readonly CredentialHelperServer server;

    private RunDockerConfig(string folder, FileStream held, CredentialHelperServer server)
    {
        Folder = folder;
        this.held = held;
        this.server = server;
        AppDomain.CurrentDomain.ProcessExit += RemoveAtExit;
    }

    /// <summary>What <c>DOCKER_CONFIG</c> has to name, and <c>PATH</c>: the helper is in it.</summary>
    public string Folder { get; }

    /// <summary>Makes the folder, and removes those of runs that were killed.</summary>
    /// <param name="userFolder">The user's own: <c>~/.docker</c>; that there is none is no error.</param>
    /// <param name="registries">Those whose credentials the run has: <c>host[:port]</c>.</param>
    /// <param name="credentials">What the helper is answered with: the run's and the user's.</param>
    public static RunDockerConfig Create(
        string userFolder,
        IEnumerable<string> registries,
        ICredentialStore credentials
    )
    {
        RemoveLeftovers();
        var settings = DockerSettings.Read(Path.Combine(userFolder, ConfigName)).WithHelper(registries);
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;

        var alive = Hold(folder);
        Link(userFolder, folder);
        File.WriteAllText(Path.Combine(folder, ConfigName), settings.ToString());
        var socket = Path.Combine(folder, SocketName);
        HelperScript.Write(folder, socket);
        return new RunDockerConfig(folder, alive, CredentialHelperServer.Start(socket, credentials));
    }

    /// <summary>Removes the folders of runs that have ended without doing so.</summary>
    public static void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            try
            {
                if (IsAbandoned(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is in use, or somebody else's.
            }
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
        server.Dispose();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        held.Dispose();
    }

    private void RemoveAtExit(object? sender, EventArgs e) => Dispose();

    // The lock goes with the process, however that ends. It is held before it has its name: to a run that starts at the
    // same time it would otherwise be free for a moment, as that of a killed one.
    private static FileStream Hold(string folder)
    {
        var file = Path.Combine(folder, LockName);
        var alive = new FileStream($"{file}.new", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
        File.Move(alive.Name, file);
        return alive;
    }

    private static bool IsAbandoned(string folder)
    {
        var file = Path.Combine(folder, LockName);
        if (!File.Exists(file))
        {
            return DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) > TimeToLock;
        }

        using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return true;
    }

    // Plugins, contexts, builders, certificates: docker looks for all of them beside config.json.
    private static void Link(string userFolder, string folder)
    {
        if (!Directory.Exists(userFolder))
        {
            return;
        }

        foreach (var entry in new DirectoryInfo(userFolder).EnumerateFileSystemInfos())
        {
            var link = Path.Combine(folder, entry.Name);
            if (entry.Name is ConfigName or LockName)
            {
                continue;
            }

            if (entry is DirectoryInfo)
            {
                Directory.CreateSymbolicLink(link, entry.FullName);
            }
            else
            {
                File.CreateSymbolicLink(link, entry.FullName);
            }
        }
    }
}
