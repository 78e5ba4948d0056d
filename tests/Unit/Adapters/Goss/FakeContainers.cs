using System.Text;
using Bakehouse.Adapters.Docker;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>An engine with one container, in which nothing runs: what its tests leave behind is given.</summary>
internal sealed class FakeContainers : IContainers
{
    private readonly List<ContainerFile> results = [];

    public List<string> Journal { get; } = [];

    public NewContainer? Made { get; private set; }

    /// <summary>The files that were copied into it.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    public string CopiedFrom { get; private set; } = "";

    public int ExitCode { get; set; }

    public Action OnCreate { get; set; } = () => { };

    public Action OnRun { get; set; } = () => { };

    /// <summary>What the test of a number leaves behind.</summary>
    public FakeContainers Leaves(int number, string exitCode, string output = "") =>
        With($"{number}.out", output).With($"{number}.err", "").With($"{number}.end", $"{exitCode} 1 1\n");

    private FakeContainers With(string name, string content)
    {
        results.Add(new ContainerFile($"results/{name}", Encoding.UTF8.GetBytes(content)));
        return this;
    }

    public Task CreateAsync(NewContainer container, CancellationToken cancellationToken)
    {
        Journal.Add("create");
        Made = container;
        OnCreate();
        return Task.CompletedTask;
    }

    public Task CopyInAsync(string path, string container, string target, CancellationToken cancellationToken)
    {
        Journal.Add($"copy in {target}");
        CopiedFrom = path;
        Files =
        [
            .. Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(path, file)),
        ];
        return Task.CompletedTask;
    }

    public Task<ContainerFiles> ReadFilesAsync(
        string container,
        string path,
        ReadLimits limits,
        CancellationToken cancellationToken
    )
    {
        Journal.Add($"read {path}");
        return Task.FromResult(new ContainerFiles(results));
    }

    public Task<int> RunAsync(string container, CancellationToken cancellationToken)
    {
        Journal.Add("run");
        OnRun();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(ExitCode);
    }

    public Task<string?> FindStartFailureAsync(string container, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    public Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Journal.Add("remove");
        return Task.CompletedTask;
    }
}
