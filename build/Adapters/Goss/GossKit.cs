using System.Security.Cryptography;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.Adapters.Goss;

/// <summary>
/// This machine's goss, made up to be brought into any Linux image of the same architecture: with the loader and the
/// libraries that it needs, as an image may have older ones, or those of another libc (musl).
/// </summary>
public sealed class GossKit(ICommandRunner commands, ChildEnvironment environment)
{
    private const string Wrapper = """
        #!/bin/sh
        here=${0%/*}
        if [ -e "$here/loader" ]; then
          exec "$here/loader" --library-path "$here" "$here/program" "$@"
        fi
        exec "$here/program" "$@"

        """;

    private const UnixFileMode Executable =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <summary>What tells one goss from another: the SHA-256 of the program; null where this machine has none.</summary>
    public async Task<string?> FindHashAsync(CancellationToken cancellationToken)
    {
        if (Find() is not { } program)
        {
            return null;
        }

        await using var file = File.OpenRead(program);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Fills a folder with it; <c>goss</c> in there starts it.</summary>
    /// <exception cref="BakehouseException">This machine has no goss.</exception>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var program =
            Find()
            ?? throw new BakehouseException(
                "There is no goss on this machine to test images with that have none of their own.",
                "Install it, or give --sandbox."
            );
        Directory.CreateDirectory(folder);
        File.Copy(program, Path.Combine(folder, "program"));

        // One that is linked statically needs nothing else: ldd then says so, and fails.
        var answer = await commands.RunAsync(
            new Command("ldd", program) { AnyExitCode = true, Quiet = true },
            cancellationToken
        );
        foreach (var library in answer.ExitCode == 0 ? LibrariesOf(answer.Output) : [])
        {
            var name = Path.GetFileName(library);
            File.Copy(
                library,
                Path.Combine(folder, name.StartsWith("ld-", StringComparison.Ordinal) ? "loader" : name)
            );
        }

        var wrapper = Path.Combine(folder, "goss");
        await File.WriteAllTextAsync(wrapper, Wrapper, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(wrapper, Executable);
        }
    }

    /// <summary>The files in the answer of ldd: <c>libc.so.6 => /lib/libc.so.6 (0x…)</c>, <c>/lib64/ld-linux.so.2 (0x…)</c>.</summary>
    internal static IReadOnlyList<string> LibrariesOf(string answer) =>
        [
            .. answer
                .Split('\n')
                .Select(line =>
                    line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(Path.IsPathRooted)
                )
                .OfType<string>(),
        ];

    private string? Find()
    {
        var found = environment.Find("goss");
        return Path.IsPathRooted(found)
            ? found
            : (environment.GetVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, found))
                .FirstOrDefault(File.Exists);
    }
}
