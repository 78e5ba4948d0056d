using Bakehouse.Adapters.Processes;

namespace Bakehouse.Sandbox;

/// <summary>
/// Makes unpacked packages run where they are. Programs are told to take the loader and the libraries that were
/// unpacked with them, so they run whatever libc this machine has. A wrapper that sets LD_LIBRARY_PATH would not do:
/// the engine and runc start themselves anew through /proc/self/exe, and the variable would reach their children.
/// </summary>
internal sealed class ToolsetMaker(ICommandRunner runner)
{
    /// <summary>Grows when what is made here changes.</summary>
    public const int Layout = 4;

    private static readonly (string Folder, string Program)[] Programs =
    [
        ("bin", "usr/bin/docker-registry"),
        ("bin", "usr/bin/rsync"),
        ("bin", "usr/bin/shellcheck"),
        ("programs", "usr/bin/docker"),
        ("programs", "usr/libexec/docker/cli-plugins/docker-buildx"),
        ("daemons", "usr/sbin/dockerd"),
        ("daemons", "usr/sbin/docker-proxy"),
        ("daemons", "usr/sbin/runc"),
        ("daemons", "usr/sbin/nginx"),
        ("daemons", "usr/bin/containerd"),
        ("daemons", "usr/bin/containerd-shim-runc-v2"),
        ("fallbacks", "usr/bin/ip"),
        ("fallbacks", "usr/sbin/xtables-nft-multi"),
    ];

    // The packages rely on these links of a merged /usr (base-files makes them).
    private static readonly string[] MergedFolders = ["lib", "lib64"];

    private static readonly string[] Firewall =
    [
        "iptables",
        "iptables-save",
        "iptables-restore",
        "ip6tables",
        "ip6tables-save",
        "ip6tables-restore",
    ];

    private const UnixFileMode Executable =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <param name="folder">Holds the unpacked packages in <c>root</c>.</param>
    /// <param name="final">Where the folder will stand: what is made here names it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task MakeAsync(string folder, string final, CancellationToken cancellationToken)
    {
        var root = Path.Combine(folder, "root");
        foreach (var name in MergedFolders.Where(name => Directory.Exists(Path.Combine(root, "usr", name))))
        {
            Directory.CreateSymbolicLink(Path.Combine(root, name), Path.Combine("usr", name));
        }

        var libraries = Directory.EnumerateDirectories(Path.Combine(root, "usr/lib"), "*-linux-gnu*").Single();
        foreach (var (kind, program) in Programs)
        {
            await RelocateAsync(root, libraries, program, Path.Combine(final, "root"), cancellationToken);
            Link(folder, kind, Path.GetFileName(program), $"../root/{program}");
        }

        // Statically linked: what starts as process 1 of a container with --init.
        Link(folder, "daemons", "docker-init", "../root/usr/bin/tini-static");

        // Runs with the machine's libc, or the container's that it is brought into.
        Link(folder, "bin", "goss", "../root/usr/bin/goss");
        Link(folder, "bin", "mmdebstrap", "../root/usr/bin/mmdebstrap");

        // The client finds plugins in its configuration's folder and in the system's only. The one is the user's, with
        // credentials that are read and written there, the other is not touched; so buildx is called by itself.
        Script(
            folder,
            "client",
            "docker",
            $"case \"$1 $2\" in 'buildx '*) shift ;; 'build '*) ;; 'image build') shift ;; "
                + $"*) exec {final}/programs/docker \"$@\" ;; esac; exec {final}/programs/docker-buildx \"$@\""
        );
        Script(folder, "bin", "bats", $"PATH={final}/root/usr/bin:$PATH exec {final}/root/usr/bin/bats \"$@\"");
        var extensions = Path.Combine(final, Path.GetRelativePath(folder, libraries), "xtables");
        foreach (var name in Firewall)
        {
            Script(
                folder,
                "fallbacks",
                name,
                $"XTABLES_LIBDIR={extensions} exec {final}/fallbacks/xtables-nft-multi {name} \"$@\""
            );
        }
    }

    private async Task RelocateAsync(
        string root,
        string libraries,
        string program,
        string finalRoot,
        CancellationToken cancellationToken
    )
    {
        var file = Path.Combine(root, program);
        var interpreter = (await PatchAsync("--print-interpreter", file)).Trim();
        var finalLibraries = Path.Combine(finalRoot, Path.GetRelativePath(root, libraries));

        // In this order, and in two runs: patchelf 0.18 otherwise leaves programs written in Go that crash. RPATH and
        // not RUNPATH, for it holds for the libraries of libraries too.
        await PatchAsync("--force-rpath", "--set-rpath", finalLibraries, file);
        await PatchAsync("--set-interpreter", finalRoot + interpreter, file);

        async Task<string> PatchAsync(params string[] arguments)
        {
            var loader = Directory.EnumerateFiles(libraries, "ld-linux*.so.*").Single();
            string[] patchelf = ["--library-path", libraries, Path.Combine(root, "usr/bin/patchelf"), .. arguments];
            return (await runner.RunAsync(new Command(loader, patchelf) { Quiet = true }, cancellationToken)).Output;
        }
    }

    private static void Link(string folder, string kind, string name, string target)
    {
        Directory.CreateDirectory(Path.Combine(folder, kind));
        File.CreateSymbolicLink(Path.Combine(folder, kind, name), target);
    }

    private static void Script(string folder, string kind, string name, string line)
    {
        Directory.CreateDirectory(Path.Combine(folder, kind));
        var file = Path.Combine(folder, kind, name);
        File.WriteAllText(file, $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Executable);
        }
    }
}
