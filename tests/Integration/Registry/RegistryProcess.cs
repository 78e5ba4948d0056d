using System.Diagnostics;
using System.Net;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Registry;

/// <summary>
/// A real registry (CNCF distribution) of this test's own, on a free loopback port, with its data in a temporary
/// folder. The program <c>docker-registry</c> is looked for in the folder that <c>BAKEHOUSE_TOOLS</c> names, then on
/// PATH; where it is missing the test fails.
/// </summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    private const string Program = "docker-registry";
    private const int Attempts = 5;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly string _folder;

    private RegistryProcess(Process process, string folder, int port) =>
        (_process, _folder, Host) = (process, folder, $"127.0.0.1:{port}");

    /// <summary>Host and port, as in references.</summary>
    public string Host { get; }

    /// <summary>Where it keeps manifests and blobs.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <param name="htpasswd">Lines <c>user:bcrypt</c>; without any the registry is open to everybody.</param>
    public static async Task<RegistryProcess> StartAsync(string? htpasswd = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (registry, output) = await TryStartAsync(htpasswd);
            if (registry is not null)
                return registry;

            // Somebody else may have taken the port since it was found free.
            if (attempt == Attempts || !output.Contains("address already in use"))
                throw new AssertionException($"{Program} did not start:\n{output}");
        }
    }

    private static async Task<(RegistryProcess? Registry, string Output)> TryStartAsync(string? htpasswd)
    {
        var folder = Directory.CreateTempSubdirectory("bakehouse-registry-").FullName;
        var port = Listening.FreePort(IPAddress.Loopback);
        var users = Path.Combine(folder, "htpasswd");
        await File.WriteAllTextAsync(users, htpasswd ?? "");
        var configuration = Path.Combine(folder, "config.yml");
        var auth = htpasswd is null ? "" : $"auth:\n  htpasswd:\n    realm: test\n    path: {users}\n";
        await File.WriteAllTextAsync(
            configuration,
            $"""
            version: 0.1
            log:
              level: error
              accesslog:
                disabled: true
            http:
              addr: 127.0.0.1:{port}
            storage:
              filesystem:
                rootdirectory: {folder}/data
              delete:
                enabled: true
            {auth}
            """
        );
        var start = new ProcessStartInfo(Find(), ["serve", configuration])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var registry = new RegistryProcess(process, folder, port);
        if (await registry.AnswersAsync())
            return (registry, "");
        await registry.DisposeAsync();
        return (null, string.Join('\n', await output));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < StartTime && !_process.HasExited; )
        {
            try
            {
                using var response = await http.GetAsync(new Uri($"http://{Host}/v2/"));
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }
        return false;
    }

    private static string Find() =>
        Folders().Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists)
        ?? throw new AssertionException(
            $"There is no {Program} on PATH nor in the folder that BAKEHOUSE_TOOLS names: "
                + $"install the distribution's package {Program}, or unpack it and set BAKEHOUSE_TOOLS."
        );

    private static IEnumerable<string> Folders()
    {
        var tools = Environment.GetEnvironmentVariable("BAKEHOUSE_TOOLS");
        string[] own = string.IsNullOrEmpty(tools) ? [] : [tools, Path.Combine(tools, "usr/bin")];
        return own.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
    }
}
