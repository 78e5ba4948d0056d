using Bakehouse.Sandbox;

namespace Bakehouse.IntegrationTests.Support;

/// <summary>
/// An ordinary user, as on a runner where nothing is privileged: no root, no engine, a range in <c>/etc/subuid</c>. Only the
/// programs that a test starts as that user see it, in a mount namespace of their own: the machine does not change. When
/// such a program ends, all that it started has ended too.
/// </summary>
internal sealed class OrdinaryUser : IDisposable
{
    private const int Id = 20100;
    private const string Name = "baker";

    // Run by root in new namespaces; what it has bound is gone with them.
    private const string Enter = """
        set -eu
        user=$1 id=$2 program=$3 dotnet=$4
        shift 4
        mount --make-rshared /
        for file in passwd group subuid subgid; do mount --bind "$user/etc/$file" "/etc/$file"; done
        mount --bind "$program" "$user/program"
        mount --bind "$dotnet" "$user/dotnet"
        cd "$user/home/work"
        exec setpriv --reuid="$id" --regid="$id" --clear-groups env --ignore-environment "$@"
        """;

    private static readonly string[] Tools = ["mmdebstrap", "goss"];

    // Besides those that the program starts: what lets a user become another one, and makes and runs containers.
    private static readonly string[] Needed = ["podman", "runc", "newuidmap", "newgidmap", "setpriv", "unshare"];

    private OrdinaryUser() => Folder = Directory.CreateTempSubdirectory("bakehouse-user-").FullName;

    public string Folder { get; }

    /// <summary>Where the user's programs start.</summary>
    public string WorkTree => Path.Combine(Home, "work");

    private string Home => Path.Combine(Folder, "home");

    public static async Task<OrdinaryUser> CreateAsync()
    {
        Assert.That(Environment.IsPrivilegedProcess, "Only root can start programs as another user.");
        foreach (var name in Needed)
        {
            Assert.That(ProgramPath.Find(name), Is.Not.Null, $"There is no {name}: apt-get install podman runc uidmap");
        }

        var user = new OrdinaryUser();
        await user.WriteAsync();
        return user;
    }

    /// <summary>Gives the user a copy of files of this repository, in the work tree.</summary>
    public async Task CopyAsync(string path)
    {
        var target = Path.Combine(WorkTree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await RootAsync("cp", "--archive", Path.Combine(SandboxUnderTest.Clone, path), target);
    }

    /// <summary>Starts a shell of the user's in the work tree, with nothing of this process's environment.</summary>
    public async Task<Run> StartAsync(IReadOnlyDictionary<string, string> environment, string script)
    {
        await RootAsync("chown", "--recursive", $"{Id}:{Id}", Home);
        var variables = new Dictionary<string, string>(environment)
        {
            ["HOME"] = Home,
            ["USER"] = Name,
            ["LANG"] = "C.UTF-8",
            ["XDG_RUNTIME_DIR"] = Path.Combine(Home, "run"),
            ["PATH"] = $"{Folder}/bin:{Folder}/dotnet:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        };
        var dotnet = new FileInfo(ProgramPath.Find("dotnet")!);
        return Run.Start(
            Folder,
            new Dictionary<string, string?>(),
            "unshare",
            [
                "--mount",
                "--propagation=private",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--",
                "sh",
                "-c",
                Enter,
                "enter",
                Folder,
                $"{Id}",
                TestContext.CurrentContext.TestDirectory,
                Path.GetDirectoryName((dotnet.ResolveLinkTarget(returnFinalTarget: true) ?? dotnet).FullName)!,
                .. variables.Select(variable => $"{variable.Key}={variable.Value}"),
                "sh",
                "-c",
                script,
            ]
        );
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task WriteAsync()
    {
        foreach (var folder in (string[])["etc", "home/run", "home/work", "program", "dotnet", "bin"])
        {
            Directory.CreateDirectory(Path.Combine(Folder, folder));
        }

        await AddLineAsync("passwd", $"{Name}:x:{Id}:{Id}::{Home}:/bin/sh");
        await AddLineAsync("group", $"{Name}:x:{Id}:");
        await AddLineAsync("subuid", $"{Name}:3000000:65536");
        await AddLineAsync("subgid", $"{Name}:3000000:65536");
        foreach (var tool in Tools)
        {
            // The sandbox's are in root's home.
            var path = ProgramPath.Find(tool) ?? throw new AssertionException($"There is no {tool}.");
            await RootAsync("cp", "--dereference", path, Path.Combine(Folder, "bin", tool));
        }

        await RootAsync("chmod", "755", Folder);
    }

    private async Task AddLineAsync(string file, string line) =>
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "etc", file),
            $"{await File.ReadAllTextAsync($"/etc/{file}")}{line}\n"
        );

    private async Task RootAsync(string program, params string[] arguments)
    {
        using var run = Run.Start(Folder, new Dictionary<string, string?>(), program, arguments);
        (await run.EndAsync()).Succeeded();
    }
}
