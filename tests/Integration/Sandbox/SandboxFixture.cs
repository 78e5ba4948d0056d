using Bakehouse.Adapters.Processes;
using Bakehouse.Sandbox;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>A sandbox in a folder of its own, with the package cache of the user. It is taken down at the end.</summary>
internal sealed class SandboxFixture : IAsyncDisposable
{
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

    public async Task<SandboxState> UpAsync(int? registryPort = null)
    {
        var state = await Sandbox.UpAsync(new SandboxRequest(registryPort), CancellationToken.None);
        environment.Add(state.Path, state.Environment);
        return state;
    }

    public async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments) =>
        (await Runner.RunAsync(new Command(program, arguments))).Output.Trim();

    /// <summary>Processes that were started for this clone, by their command line.</summary>
    public IReadOnlyList<string> Processes() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Select(CommandLine)
                .Where(line => line.Contains(Folders.Folder) || line.Contains(Folders.Run)),
        ];

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DownAsync(CancellationToken.None);
        Directory.Delete(Clone, recursive: true);
    }

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
