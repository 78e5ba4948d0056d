using Bakehouse.Adapters.Processes;
using Bakehouse.Sandbox;
using Cake.Core;
using Cake.Core.Diagnostics;
using NSubstitute;

namespace Bakehouse.IntegrationTests;

/// <summary>
/// The engine and the registry that the tests work with. The target <c>Check</c> hands them over: the registry in
/// <c>BAKEHOUSE_TEST_REGISTRY</c>, the rest as every program finds it. Where it has not, as when a developer runs
/// <c>dotnet test</c>, it is this clone's sandbox, which is brought up, and taken down again unless it was up.
/// Where that cannot be, every test fails.
/// </summary>
[SetUpFixture]
public sealed class SandboxUnderTest
{
    private const string RegistryVariable = "BAKEHOUSE_TEST_REGISTRY";
    private static string? registry;
    private LocalSandbox? own;

    /// <summary>The registry, <c>host:port</c>.</summary>
    public static string Registry => registry ?? throw new AssertionException("The sandbox is not up.");

    /// <summary>The top folder of this repository.</summary>
    public static string Clone { get; } = FindClone();

    /// <summary>The folder of this clone's sandbox; there is none where the tests work with something else.</summary>
    public static string Folder => SandboxFolders.Of(Clone).Folder;

    /// <summary>The sandbox's package cache, as this machine's programs see it; null where there is no sandbox.</summary>
    public static string? PackageProxy =>
        Journal.Open(SandboxFolders.Of(Clone).Journal).Entries.State?.AptProxy.ForHost;

    /// <summary>The same as the engine's containers see it.</summary>
    public static string? PackageProxyForBuilds =>
        Journal.Open(SandboxFolders.Of(Clone).Journal).Entries.State?.AptProxy.ForBuilds;

    [OneTimeSetUp]
    public async Task FindAsync()
    {
        registry = Environment.GetEnvironmentVariable(RegistryVariable);
        if (!string.IsNullOrEmpty(registry))
        {
            return;
        }

        try
        {
            await UpAsync();
        }
        catch (BakehouseException exception)
        {
            throw new AssertionException(
                $"There is no sandbox to test in: {exception.Problem} {exception.Remedy}",
                exception
            );
        }
    }

    [OneTimeTearDown]
    public async Task DownAsync()
    {
        if (own is not null)
        {
            await own.DownAsync(CancellationToken.None);
        }
    }

    /// <summary>PATH with packer before all others, as a run with <c>--sandbox</c> finds it.</summary>
    public static async Task<string> PathWithPackerAsync() =>
        string.Join(
            Path.PathSeparator,
            await Sandbox().FetchPackerAsync(CancellationToken.None),
            Environment.GetEnvironmentVariable("PATH")
        );

    private static LocalSandbox Sandbox()
    {
        var cake = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var runner = new CommandRunner(
            cake,
            new ChildEnvironment(cake),
            new Secrets(),
            Substitute.For<IProcessOutput>()
        );
        return new LocalSandbox(runner, Substitute.For<ICakeLog>(), SandboxFolders.Of(Clone));
    }

    private async Task UpAsync()
    {
        var sandbox = Sandbox();
        if (!File.Exists(SandboxFolders.Of(Clone).Journal))
        {
            own = sandbox;
        }

        var state = await sandbox.UpAsync(new SandboxRequest(), CancellationToken.None);
        registry = state.Registry;

        // As Check does it for everything that it starts.
        foreach (var (name, value) in state.Environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Environment.SetEnvironmentVariable(
            "PATH",
            string.Join(Path.PathSeparator, [.. state.Path, Environment.GetEnvironmentVariable("PATH")])
        );
    }

    private static string FindClone()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bakehouse.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new AssertionException("The tests do not stand in a clone of the repository.");
    }
}
