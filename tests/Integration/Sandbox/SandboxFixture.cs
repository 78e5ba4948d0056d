using Bakehouse.Adapters.Processes;
using Bakehouse.IntegrationTests.Support;
using Bakehouse.Sandbox;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>A sandbox in a folder of its own, with the package cache of the user. It is taken down at the end.</summary>
internal sealed class SandboxFixture : IAsyncDisposable
{
    // Lets a container of an image that holds next to nothing run this machine's programs.
    private static readonly string[] MachinesPrograms =
    [
        .. new[] { "/bin", "/lib", "/lib64", "/usr" }
            .Where(Directory.Exists)
            .SelectMany(folder => new[] { "--volume", $"{folder}:{folder}:ro" }),
    ];

    private readonly ChildEnvironment environment;

    public SandboxFixture()
    {
        Clone = Directory.CreateTempSubdirectory("bakehouse-sandbox-").FullName;
        Folders = SandboxFolders.Of(Clone);
        var cake = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        environment = new ChildEnvironment(cake);
        Runner = new CommandRunner(cake, environment, new Secrets(), Substitute.For<IProcessOutput>());
        Sandbox = new LocalSandbox(Runner, Substitute.For<ICakeLog>(), Folders);
    }

    public string Clone { get; }

    public SandboxFolders Folders { get; }

    public ICommandRunner Runner { get; }

    public ISandbox Sandbox { get; }

    /// <summary>The unpacked tools; known from the first Up on.</summary>
    public Toolset Tools { get; private set; } = new("");

    public JournalEntries Journal => Bakehouse.Sandbox.Journal.Open(Folders.Journal).Entries;

    public async Task<SandboxState> UpAsync(int? registryPort = null, bool withLocalEcr = false)
    {
        var state = await Sandbox.UpAsync(new SandboxRequest(registryPort, withLocalEcr), CancellationToken.None);
        environment.Add(state.Path, state.Environment);
        Tools = new Toolset(Journal.Tools!);
        return state;
    }

    /// <summary>Has an engine of its own started, also where this machine has one.</summary>
    public void IgnoreHostEngine() =>
        environment.Add([], new Dictionary<string, string> { ["DOCKER_HOST"] = $"unix://{Clone}/no-engine.sock" });

    /// <summary>Gives the tools, without starting anything.</summary>
    public async Task<Toolset> UnpackToolsAsync()
    {
        var sources = await AptSources.ReadAsync(Runner, CancellationToken.None);
        var store = new PackageStore(Runner, Substitute.For<ICakeLog>(), Folders.Cache);
        return await store.EnsureAsync(sources, CancellationToken.None);
    }

    public async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments) =>
        (await Runner.RunAsync(new Command(program, arguments))).Output.Trim();

    /// <summary>Makes an image of one small file.</summary>
    public async Task BuildAsync(string name)
    {
        var context = Directory.CreateDirectory(Path.Combine(Clone, "context")).FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
        await RunAsync("docker", "buildx", "build", "--tag", name, context);
    }

    /// <summary>Runs a shell command of this machine in a container.</summary>
    public async Task<string> RunInContainerAsync(string image, string script, params IReadOnlyList<string> options)
    {
        var run = await Docker.RunAsync(
            async arguments =>
            {
                var answer = await Runner.RunAsync(new Command("docker", arguments) { AnyExitCode = true });
                return new RunResult(answer.ExitCode, answer.Output, answer.Error);
            },
            ["run", .. MachinesPrograms, .. options, image, "/bin/sh", "-c", script]
        );
        return run.Succeeded().Output.Trim();
    }

    /// <summary>What there is on the machine that only this sandbox can have made, outside its data.</summary>
    /// <param name="journal">Its journal, from before it was taken down.</param>
    public async Task<IReadOnlyList<string>> TracesAsync(JournalEntries journal)
    {
        var network = journal.Network;
        var rules = network is null ? "" : await RunAsync(Tools.Network("iptables-save"));
        var links = Directory.EnumerateDirectories("/sys/class/net").Select(folder => Path.GetFileName(folder)!);
        return
        [
            .. Processes(),
            .. journal.Daemons.Where(daemon => daemon.IsAlive).Select(daemon => daemon.Name),
            .. File.ReadAllLines("/proc/self/mountinfo").Where(IsOwn),
            .. rules.Split('\n').Where(rule => network is not null && rule.Contains(network.Bridge)),
            .. links.Where(link => link == network?.Bridge),
        ];
    }

    /// <summary>Processes that were started for this clone: number and command line.</summary>
    public IReadOnlyList<string> Processes() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Select(folder => $"{Path.GetFileName(folder)} {CommandLine(folder)}")
                .Where(IsOwn),
        ];

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DownAsync(CancellationToken.None);
        Directory.Delete(Clone, recursive: true);
    }

    private bool IsOwn(string line) => line.Contains(Folders.Folder) || line.Contains(Folders.Run);

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
