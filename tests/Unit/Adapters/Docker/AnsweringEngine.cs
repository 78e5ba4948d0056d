using System.Net.Sockets;
using System.Text;
using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Processes;
using Bakehouse.UnitTests.Dockerfiles;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Docker;

/// <summary>An engine's socket at which a test answers.</summary>
internal sealed class AnsweringEngine : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public AnsweringEngine()
    {
        Environment.GetEnvironmentVariable("DOCKER_HOST").Returns($"unix://{SocketPath}");
        Api = new EngineApi(new ChildEnvironment(Environment));
    }

    public ICakeEnvironment Environment { get; } = Substitute.For<ICakeEnvironment>();

    public EngineApi Api { get; }

    private string SocketPath => folder["docker.sock"];

    public void Dispose()
    {
        Api.Dispose();
        folder.Dispose();
    }

    /// <summary>Answers one request, and hands it over.</summary>
    public async Task<string> AnswerAsync(string status, string body = "")
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        listener.Listen();
        using var client = await listener.AcceptAsync();
        var request = new byte[1024];
        var length = await client.ReceiveAsync(request);
        var answer = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        await client.SendAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.ASCII.GetString(request, 0, length);
    }
}
