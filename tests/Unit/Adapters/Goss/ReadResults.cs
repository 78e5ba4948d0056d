using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Processes;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>Results of tests, from what a container has to the report; what was logged of them is kept.</summary>
internal sealed class ReadResults : IProcessOutput
{
    public const string InContainer = "/bakehouse-1/tests";

    public Secrets Secrets { get; } = new();

    public List<string> Log { get; } = [];

    /// <summary>What is in files of the container.</summary>
    public Dictionary<string, string> Contents { get; } = [];

    public void Write(string line) => Log.Add(line);

    public async Task<TestReport> ReadAsync(IReadOnlyList<TestSuite> suites, IReadOnlyList<ContainerFile> files)
    {
        var text = new ForeignText(Secrets, InContainer);
        var reader = new SuiteReader(text, this, path => Task.FromResult(Contents.GetValueOrDefault(path)));
        return await ResultReader.ReadAsync(suites[^1].Origin, suites, new ContainerFiles(files), reader, text);
    }
}
