using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Bakehouse.Adapters.Registry;
using Bakehouse.Oci;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// Answers docker's credential helper as long as the run lives. So credentials are in its memory alone: a run that is
/// killed leaves none behind, in no file.
/// </summary>
internal sealed class CredentialHelperServer : IDisposable
{
    private readonly ICredentialStore credentials;
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource end = new();

    private CredentialHelperServer(ICredentialStore credentials) => this.credentials = credentials;

    /// <param name="path">The socket to listen on; its folder decides who may ask.</param>
    /// <param name="credentials">What is asked for the registries.</param>
    public static CredentialHelperServer Start(string path, ICredentialStore credentials)
    {
        var server = new CredentialHelperServer(credentials);
        server.listener.Bind(EndPointOf(path));
        server.listener.Listen();
        _ = server.AcceptAsync();
        return server;
    }

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private static UnixDomainSocketEndPoint EndPointOf(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new BakehouseException(
                $"The path of a socket cannot be as long as {path} is.",
                "Set TMPDIR to a folder with a shorter path.",
                exception
            );
        }
    }

    private async Task AcceptAsync()
    {
        var token = end.Token;
        while (!token.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await listener.AcceptAsync(token), token);
            }
            catch (Exception exception)
                when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // The run ends, or who asked has gone away.
            }
        }
    }

    private async Task AnswerAsync(Socket connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            using var reader = new StreamReader(stream);
            var key = await reader.ReadLineAsync(cancellationToken) ?? "";
            var answer = Encoding.UTF8.GetBytes(await FindAsync(key, cancellationToken));
            await stream.WriteAsync(answer, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Docker was ended meanwhile.
        }
    }

    // The first line is the helper's exit code; what follows is what it prints.
    private async Task<string> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.FindAsync(DockerConfigCredentials.Registry(key), cancellationToken) is { } found
                ? $"0\n{Message(key, found)}"
                : $"1\n{CredentialHelper.NotFound}";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"1\n{exception.Message}";
        }
    }

    private static string Message(string key, Credential found) =>
        new JsonObject
        {
            ["ServerURL"] = key,
            ["Username"] = found.IsIdentityToken ? CredentialHelper.TokenUser : found.User,
            ["Secret"] = found.Secret,
        }.ToJsonString();
}
