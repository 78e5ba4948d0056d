using Bakehouse.Sandbox;

namespace Bakehouse.UnitTests.Sandbox;

public sealed class JournalTests
{
    private static readonly Daemon Registry = new("registry", 12, 345, "abc");
    private string folder = null!;

    private string File => Path.Combine(folder, ".sandbox", "state.json");

    [SetUp]
    public void SetUp() => folder = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Open_AfterAdd_FindsTheDaemon()
    {
        Journal.Open(File).Add(Registry);

        Assert.That(Journal.Open(File).Find("registry"), Is.EqualTo(Registry));
    }

    [Test]
    public void Add_OfADaemonStartedAnew_ReplacesTheOldOne()
    {
        var journal = Journal.Open(File);
        journal.Add(Registry);

        journal.Add(Registry with { ProcessId = 13 });

        Assert.That(Journal.Open(File).Entries.Daemons.Select(daemon => daemon.ProcessId), Is.EqualTo((int[])[13]));
    }

    [Test]
    public void Open_OfState_GivesItBack()
    {
        var state = new SandboxState
        {
            DockerHost = "unix:///a/docker.sock",
            Registry = "127.0.0.1:5001",
            AptProxy = new AptProxy("http://127.0.0.1:3142", null),
            Path = ["/tools"],
            Environment = new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///a/docker.sock" },
            Notes = ["a note"],
            LocalEcr = new EcrInUse("127.0.0.1:5080", new Dictionary<string, string?> { ["AWS_PROFILE"] = null }),
        };
        var network = new EngineNetwork("bake-1", "172.16.0.0/24", "172.16.0.1");
        Journal.Open(File).Entries = new JournalEntries { State = state, Network = network };

        var read = Journal.Open(File).Entries;

        Assert.Multiple(() =>
        {
            Assert.That(read.Network, Is.EqualTo(network));
            Assert.That(read.State!.AptProxy, Is.EqualTo(state.AptProxy));
            Assert.That(read.State.Environment, Is.EqualTo(state.Environment));
            Assert.That(read.State.Path, Is.EqualTo(state.Path));
            Assert.That(read.State.LocalEcr!.Environment, Is.EqualTo(state.LocalEcr.Environment));
        });
    }

    [Test]
    public void Open_OfAGarbledFile_NamesIt()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, "{ \"daemons\": [");

        Assert.That(
            () => Journal.Open(File),
            Throws.TypeOf<BakehouseException>().With.Property("Problem").Contains("state.json")
        );
    }
}
