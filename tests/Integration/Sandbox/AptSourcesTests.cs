using Bakehouse.Adapters.Processes;
using Bakehouse.Sandbox;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.IntegrationTests.Sandbox;

/// <summary>This machine's apt is asked for its mirrors.</summary>
internal sealed class AptSourcesTests
{
    [Test]
    public async Task Read_BeforeTheFirstUpdate_GivesTheMirror()
    {
        var lists = Directory.CreateTempSubdirectory("bakehouse-lists-").FullName;
        try
        {
            var configuration = Path.Combine(lists, "apt.conf");
            await File.WriteAllTextAsync(configuration, $"Dir::State::Lists \"{lists}\";\n");
            var cake = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
            var environment = new ChildEnvironment(cake);
            environment.Add([], new Dictionary<string, string> { ["APT_CONFIG"] = configuration });
            var runner = new CommandRunner(cake, environment, new Secrets(), Substitute.For<IProcessOutput>());

            var sources = await AptSources.ReadAsync(runner, CancellationToken.None);

            Assert.That(sources.Archive.Segments[^1].Trim('/'), Is.EqualTo("debian"));
        }
        finally
        {
            Directory.Delete(lists, recursive: true);
        }
    }
}
