using System.Diagnostics;
using System.Runtime.Versioning;
using Bakehouse.Dockerfiles;
using Bakehouse.TestRules;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.TestRules;

/// <summary>What is hashed is what runs: links among tests count as what they lead to, and nothing is opened that is no file.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LinkedTestsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Test]
    public void ReadTests_ThroughLinks_IsWhatPlainFilesAre()
    {
        folder
            .With("plain/goss.yaml", "one")
            .With("plain/tests/a.sh", "two", UnixFileMode.UserRead | UnixFileMode.UserExecute)
            .With("plain/tests/data/b", "three");
        folder
            .WithLink("linked/goss.yaml", "../links/goss")
            .WithLink("links/goss", "../plain/goss.yaml")
            .WithLink("linked/tests", "../links/tests")
            .WithLink("links/tests", folder["plain/tests"]);

        Assert.That(ContextFiles.ReadTests(folder["linked"]), Is.EqualTo(ContextFiles.ReadTests(folder["plain"])));
    }

    [Test]
    public void ReadTests_ContentBehindALinkChanges_ChangesTheHash()
    {
        folder.With("shared.yaml", "one").WithLink("a/goss.yaml", "../shared.yaml");
        var before = ContextFiles.ReadTests(folder["a"]);
        folder.With("shared.yaml", "two");

        Assert.That(ContextFiles.ReadTests(folder["a"]), Is.Not.EqualTo(before));
    }

    [Test]
    public void ReadTests_LinkInALinkedFolder_IsFollowedFromWhereItReallyIs()
    {
        folder
            .With("shared/data", "right")
            .With("a/data", "wrong")
            .WithLink("shared/tests/x", "../data")
            .WithLink("a/tests", "../shared/tests");

        Assert.That(
            ContextFiles.ReadTests(folder["a"]).Single().Sha256,
            Is.EqualTo(ContextFile.Read(folder.Path, "shared/data").Sha256)
        );
    }

    [TestCase("goss.yaml", "nothing.yaml", "leads to ", "which does not exist")]
    [TestCase("tests/a.sh", "../nothing", "leads to ", "which does not exist")]
    [TestCase("tests", "nothing", "leads to ", "which does not exist")]
    [TestCase("goss.yaml", "goss.yaml", "leads in a circle", "")]
    [TestCase("tests/a", "../tests", "leads to a folder that it stands in", "")]
    [TestCase("goss.yaml", "/etc/passwd", "leads out of the repository, to /etc/passwd", "")]
    [TestCase("tests", "/", "leads out of the repository", "")]
    [TestCase("tests/a.sh", "/dev/null", "leads out of the repository", "")]
    public void Check_LinkThatLeadsWrong_IsAnErrorThatNamesIt(string link, string target, string problem, string more)
    {
        folder.With("images/a/Dockerfile").WithLink($"images/a/{link}", target);

        var error = Assert.Throws<BakehouseException>(() => _ = Files().Paths);

        Assert.That(error.Problem, Does.Contain($"images/a/{link} {problem}").And.Contains(more));
    }

    [TestCase("goss.yaml")]
    [TestCase("tests")]
    [TestCase("tests/a.sh")]
    public void Check_NamedPipe_IsAnErrorAndIsNotOpened(string path)
    {
        folder.With("images/a/Dockerfile").With("images/a/tests/b.sh");
        if (path == "tests")
        {
            Directory.Delete(folder["images/a/tests"], recursive: true);
        }

        MakePipe(folder[$"images/a/{path}"]);

        Assert.That(
            Assert.Throws<BakehouseException>(() => _ = Files().Paths)!.Problem,
            Does.Contain($"images/a/{path} is no file, but a named pipe")
        );
        Assert.That(() => ContextFiles.ReadTests(folder["images/a"]), Throws.TypeOf<BakehouseException>());
    }

    [Test]
    public void Check_Socket_IsAnError()
    {
        folder.With("images/a/tests/b.sh");
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix,
            System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Unspecified
        );
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder["images/a/tests/s"]));

        Assert.That(
            Assert.Throws<BakehouseException>(() => _ = Files().Paths)!.Problem,
            Does.Contain("images/a/tests/s is no file")
        );
    }

    [Test]
    public void ReadContext_NamedPipe_IsAnErrorAndIsNotOpened()
    {
        folder.With("images/a/Dockerfile", "FROM scratch\n");
        MakePipe(folder["images/a/pipe"]);

        Assert.That(
            Assert.Throws<BakehouseException>(() => ContextFiles.Read(folder["images/a"]))!.Problem,
            Does.Contain("images/a/pipe is no file")
        );
    }

    private TestFiles Files() => new("a", folder["images/a"], folder.Path);

    private static void MakePipe(string path)
    {
        using var program = Process.Start("mkfifo", [path]);
        program.WaitForExit();
        Assert.That(program.ExitCode, Is.Zero);
    }
}
