using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bakehouse.Adapters.Processes;
using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// A configuration folder of docker for one run, mode 0700: the user's own settings with the run's credentials added, which so
/// are in no argument, no log and not in the user's folder. It is gone when the program ends; what a killed one left
/// goes with the next.
/// </summary>
public sealed class RunDockerConfig : IDisposable
{
    private const string Prefix = "bakehouse-docker-";
    private const string ConfigName = "config.json";
    private const string LockName = ".lock";
    private static readonly TimeSpan TimeToLock = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonObject settings;
    private readonly FileStream held;

    private RunDockerConfig(JsonObject settings, string folder, FileStream held)
    {
        this.settings = settings;
        this.held = held;
        Folder = folder;
        AppDomain.CurrentDomain.ProcessExit += RemoveAtExit;
    }

    /// <summary>What <c>DOCKER_CONFIG</c> has to name.</summary>
    public string Folder { get; }

    /// <summary>Makes the folder, and removes those of runs that were killed.</summary>
    /// <param name="userFolder">The user's own: <c>~/.docker</c>; that there is none is no error.</param>
    public static RunDockerConfig Create(string userFolder)
    {
        RemoveLeftovers();
        var user = Read(Path.Combine(userFolder, ConfigName));
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;

        // The lock goes with the process, however that ends.
        var file = Path.Combine(folder, LockName);
        var alive = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Link(userFolder, folder);
        return new RunDockerConfig(user, folder, alive);
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

    /// <summary>Writes the credentials in place of those from before.</summary>
    public void Write(IReadOnlyDictionary<string, Credential> credentials)
    {
        var content = (JsonObject)settings.DeepClone();
        var logins = Child(content, "auths");
        var helpers = Child(content, "credHelpers");
        foreach (var (registry, credential) in credentials)
        {
            var key = DockerConfigCredentials.Key(registry);
            logins[key] = new JsonObject { ["auth"] = Encode(credential) };

            // An empty helper: for this registry docker looks into the file, whatever credsStore says.
            helpers[key] = "";
        }

        var file = Path.Combine(Folder, ConfigName);
        using (var stream = new FileStream(file + ".new", Private()))
        {
            stream.Write(Encoding.UTF8.GetBytes(content.ToJsonString(Indented)));
        }

        File.Move(file + ".new", file, overwrite: true);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        held.Dispose();
    }

    /// <summary>As docker's file has it: the base64 of <c>user:password</c>.</summary>
    public static string Encode(Credential credential) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}"));

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private void RemoveAtExit(object? sender, EventArgs e) => Dispose();

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

    private static JsonObject Read(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            return (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException)
        {
            // The parser's own message may quote the file, and the file may have passwords.
            throw new BakehouseException(
                $"{file} is no valid docker configuration.",
                "Correct it, or remove it and run `docker login` again."
            );
        }
    }

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
        {
            return child;
        }

        var made = new JsonObject();
        parent[name] = made;
        return made;
    }
}
