using System.Net;
using System.Security.Cryptography;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Refresh;

/// <summary>
/// A distribution's archive with packages of a test, as apt reads it. Containers reach it over the engine's bridge.
/// </summary>
internal sealed class PackageArchive : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bakehouse-archive-").FullName;
    private readonly Dictionary<string, string> index = [];
    private readonly HttpListener listener;
    private readonly Task serving;

    private PackageArchive(HttpListener listener)
    {
        this.listener = listener;
        Source = $"deb [trusted=yes] {listener.Prefixes.Single()} ./";
        serving = ServeAsync();
    }

    /// <summary>A line of a container's <c>/etc/apt/sources.list</c>.</summary>
    public string Source { get; }

    /// <summary>Whether it answers; otherwise every request gets a 503.</summary>
    public bool IsUp { get; set; } = true;

    /// <param name="engine">The engine whose containers are to reach it.</param>
    public static async Task<PackageArchive> StartAsync(EngineContent engine)
    {
        var bridge = await engine.DockerAsync(
            "network",
            "inspect",
            "bridge",
            "--format={{(index .IPAM.Config 0).Gateway}}"
        );
        var address = IPAddress.Parse(bridge.Succeeded().Output.Trim());
        return new PackageArchive(Listening.On(address));
    }

    /// <summary>Puts a package of nothing into the archive, in place of any older version.</summary>
    public async Task PublishAsync(string name, string version)
    {
        var content = Directory.CreateDirectory(Path.Combine(folder, name, "DEBIAN")).FullName;
        var control = $"""
            Package: {name}
            Version: {version}
            Architecture: all
            Maintainer: Test <test@example.org>
            Description: A package of a test

            """;
        await File.WriteAllTextAsync(Path.Combine(content, "control"), control);
        var file = $"{name}_{version}.deb";
        using var pack = Run.Start(folder, new Dictionary<string, string?>(), "dpkg-deb", "--build", name, file);
        (await pack.EndAsync()).Succeeded();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, file));
        index[name] = control + $"Filename: ./{file}\nSize: {bytes.Length}\nSHA256: {Hash(bytes)}\n";
        await File.WriteAllTextAsync(Path.Combine(folder, "Packages"), string.Join('\n', index.Values));
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        Directory.Delete(folder, recursive: true);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception exception)
                when (exception is HttpListenerException or IOException or ObjectDisposedException)
            {
                // Either a client has gone in the middle of its answer, or this archive has.
                if (!listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = Path.Combine(folder, Path.GetFileName(context.Request.Url!.LocalPath));
        context.Response.StatusCode =
            !IsUp ? 503
            : File.Exists(path) ? 200
            : 404;
        if (context.Response.StatusCode == 200)
        {
            var bytes = await File.ReadAllBytesAsync(path);
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
        }

        context.Response.Close();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
