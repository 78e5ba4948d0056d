using Bakehouse.Adapters.Registry;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// A configuration folder of docker for one run: the user's own settings, with a credential helper that asks the run. No secret
/// is in it.
/// </summary>
public sealed class RunDockerConfig : IDisposable
{
    private const string ConfigName = "config.json";
    private const string SocketName = "credentials";

    private readonly CredentialHelperServer server;

    private RunDockerConfig(string folder, CredentialHelperServer server) => (Folder, this.server) = (folder, server);

    /// <summary>What <c>DOCKER_CONFIG</c> has to name, and <c>PATH</c>: the helper is in it.</summary>
    public string Folder { get; }

    /// <summary>Fills the folder.</summary>
    /// <param name="folder">An empty one that nobody else may read.</param>
    /// <param name="userFolder">The user's own: <c>~/.docker</c>; that there is none is no error.</param>
    /// <param name="registries">Those whose credentials the run has: <c>host[:port]</c>.</param>
    /// <param name="credentials">What the helper is answered with: the run's and the user's.</param>
    public static RunDockerConfig Create(
        string folder,
        string userFolder,
        IEnumerable<string> registries,
        ICredentialStore credentials
    )
    {
        var settings = DockerSettings.Read(Path.Combine(userFolder, ConfigName)).WithHelper(registries);
        Link(userFolder, folder);
        File.WriteAllText(Path.Combine(folder, ConfigName), settings.ToString());
        var socket = Path.Combine(folder, SocketName);
        HelperScript.Write(folder, socket);
        return new RunDockerConfig(folder, CredentialHelperServer.Start(socket, credentials));
    }

    public void Dispose() => server.Dispose();

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
            if (entry.Name == ConfigName)
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
