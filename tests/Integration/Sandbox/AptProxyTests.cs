using System.Net;
using System.Text;
using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>The cache, in front of a mirror of our own on loopback.</summary>
public sealed class AptProxyTests
{
    private SandboxFixture fixture = null!;
    private Supervisor supervisor = null!;
    private Journal journal = null!;
    private FakeMirror mirror = null!;
    private HttpClient client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        fixture = new SandboxFixture();
        var tools = await fixture.UnpackToolsAsync();
        var folders = new SandboxFolders(Path.Combine(fixture.Clone, "proxy"), Path.Combine(fixture.Clone, "cache"));
        Directory.CreateDirectory(folders.Folder);
        journal = Journal.Open(folders.Journal);
        supervisor = new Supervisor(fixture.Runner, folders, journal);
        mirror = new FakeMirror(LoopbackPorts.NextFree(20000));
        var port = LoopbackPorts.NextFree(mirror.Port + 1);
        var sources = new AptSources(mirror.Uri("deep/debian"), mirror.Uri("debian-security"));
        await supervisor.EnsureAsync(
            AptProxyDaemon.Specify(folders, tools, sources, port, gateway: null),
            CancellationToken.None
        );
        client = new HttpClient(
            new HttpClientHandler { Proxy = new WebProxy($"http://127.0.0.1:{port}"), UseProxy = true }
        );
    }

    [TearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        mirror.Dispose();
        foreach (var daemon in journal.Entries.Daemons)
        {
            await supervisor.StopAsync(daemon);
        }

        await fixture.DisposeAsync();
    }

    [Test]
    public async Task Package_OfAnyHost_ComesFromTheMirrorOnce()
    {
        const string package = "debian/pool/main/c/c++/c_1.0+b1~2_all.deb";

        var first = await client.GetStringAsync(new Uri($"http://canonical.example/{package}"));
        var second = await client.GetStringAsync(new Uri($"http://another.example/{package}"));

        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EqualTo($"/deep/{package}"));
            Assert.That(second, Is.EqualTo(first));
            Assert.That(mirror.Requests, Is.EqualTo((string[])[$"/deep/{package}"]));
        });
    }

    [Test]
    public async Task Security_OfAnyHost_ComesFromTheSecurityMirror() =>
        Assert.That(
            await client.GetStringAsync(new Uri("http://security.example/debian-security/dists/x/InRelease")),
            Is.EqualTo("/debian-security/dists/x/InRelease")
        );

    [Test]
    public async Task Index_WithTheMirrorGone_IsServedAsItWas()
    {
        var index = new Uri("http://canonical.example/debian/dists/trixie/InRelease");
        var before = await client.GetStringAsync(index);
        mirror.Dispose();
        await Task.Delay(TimeSpan.FromSeconds(2.1));

        Assert.That(await client.GetStringAsync(index), Is.EqualTo(before));
    }

    /// <summary>Answers each request with its own path.</summary>
    private sealed class FakeMirror : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly List<string> requests = [];

        public FakeMirror(int port)
        {
            Port = port;
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            listener.Start();
            _ = ServeAsync();
        }

        public int Port { get; }

        public IReadOnlyList<string> Requests => requests;

        public Uri Uri(string path) => new($"http://127.0.0.1:{Port}/{path}");

        public void Dispose() => listener.Close();

        private async Task ServeAsync()
        {
            while (listener.IsListening)
            {
                try
                {
                    var context = await listener.GetContextAsync();
                    var path = context.Request.Url!.AbsolutePath;
                    requests.Add(path);
                    context.Response.Close(Encoding.UTF8.GetBytes(path), willBlock: false);
                }
                catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
