using System.Net.Sockets;
using System.Text;

namespace Bakehouse.Adapters.Docker;

/// <summary>
/// What docker starts where it needs credentials of a run (docker/docker-credential-helpers, README, "Usage"): asks the run
/// itself, which is another process of this program.
/// </summary>
internal static class CredentialHelperProgram
{
    /// <summary>The program's first argument that makes it the helper; the run's socket and docker's own words follow.</summary>
    public const string Verb = "docker-credential";

    /// <param name="arguments">The run's socket, and what docker wants: <c>get</c>.</param>
    /// <param name="input">The registry's key.</param>
    /// <param name="output">The credentials as JSON; by the protocol an error too.</param>
    /// <returns>The exit code.</returns>
    public static int Run(ReadOnlySpan<string> arguments, TextReader input, TextWriter output)
    {
        if (arguments is not [var path, "get"])
        {
            output.WriteLine("A run's credentials are only read.");
            return 1;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            using var stream = new NetworkStream(socket);
            stream.Write(Encoding.UTF8.GetBytes($"{input.ReadToEnd().Trim()}\n"));
            using var reader = new StreamReader(stream);
            var exitCode = reader.ReadLine() == "0" ? 0 : 1;
            output.WriteLine(reader.ReadToEnd());
            return exitCode;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            output.WriteLine("The run that had the credentials has ended.");
            return 1;
        }
    }
}
