namespace Bakehouse.Sandbox;

/// <summary>
/// A configuration folder for docker's client that adds the buildx plugin to the user's own configuration. That one
/// is linked, not copied: it holds credentials, and <c>docker login</c> goes on to write to it.
/// </summary>
internal static class ClientConfiguration
{
    private static readonly string[] UsersOwn = ["config.json", "contexts"];

    /// <summary>Makes the folder, or brings it up to date; gives its path, for DOCKER_CONFIG.</summary>
    public static string Ensure(SandboxFolders folders, Toolset tools)
    {
        var folder = folders.DataOf("docker");
        var plugins = Directory.CreateDirectory(Path.Combine(folder, "cli-plugins")).FullName;
        Link(Path.Combine(plugins, "docker-buildx"), Path.Combine(tools.Plugins, "docker-buildx"));
        var users =
            Environment.GetEnvironmentVariable("DOCKER_CONFIG")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        if (Path.GetFullPath(users) != folder)
        {
            foreach (var name in UsersOwn)
            {
                Link(Path.Combine(folder, name), Path.Combine(users, name));
            }
        }

        return folder;
    }

    private static void Link(string link, string target)
    {
        if (new FileInfo(link).LinkTarget == target)
        {
            return;
        }

        File.Delete(link);
        File.CreateSymbolicLink(link, target);
    }
}
