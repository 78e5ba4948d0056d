namespace Bakehouse.Sandbox;

/// <summary>A CNCF distribution registry on loopback, with its data in the clone.</summary>
internal static class RegistryDaemon
{
    /// <summary>The registry that stands for the company's.</summary>
    public const string Name = "registry";

    public const int UsualPort = 5000;

    public static DaemonSpec Specify(SandboxFolders folders, Toolset tools, string name, int port) =>
        new(
            name,
            Path.Combine(tools.Bin, "docker-registry"),
            ["serve", Supervisor.ConfigurationFile(folders, name)],
            $"""
            version: 0.1
            log:
              level: warn
            storage:
              filesystem:
                rootdirectory: '{folders.DataOf(name).Replace("'", "''")}'
              delete:
                enabled: true
            http:
              addr: 127.0.0.1:{port}

            """,
            cancellationToken => AnswersAsync($"127.0.0.1:{port}", cancellationToken)
        );

    /// <summary>Whether a registry answers (OCI distribution specification, end-1).</summary>
    public static Task<bool> AnswersAsync(string host, CancellationToken cancellationToken) =>
        HttpProbe.AnswersAsync($"http://{host}/v2/", cancellationToken);
}
