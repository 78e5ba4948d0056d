using System.Diagnostics;
using System.Runtime.Versioning;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Adapters.Packer;

/// <summary>How the build container is started by what stands before docker, with a docker that answers what it is told.</summary>
[RunsWhatItWrites]
[UnsupportedOSPlatform("windows")]
internal sealed class DockerForPackerTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string Lost =
        "docker: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: "
        + "unable to start container process: waiting for init preliminary setup: read init-p: connection reset by peer";

    private readonly TemporaryFolder folder = new();

    public DockerForPackerTests() => folder.With("init").With("options", "--name=made\n");

    private string[] Calls => File.ReadAllLines(folder["calls"]);

    public void Dispose() => folder.Dispose();

    [Test]
    public void Container_LostBeforeItsFirstProcess_IsMadeAgain()
    {
        Docker(fails: 1, Lost);

        Assert.That(Run(), Is.EqualTo((0, "id")));
        Assert.That(Calls, Is.EqualTo((string[])["run made", "rm made", "run made"]));
    }

    [Test]
    public void Container_LostAgainAndAgain_Fails()
    {
        Docker(fails: 9, Lost);

        Assert.That(Run().ExitCode, Is.EqualTo(125));
        Assert.That(Calls.Count(call => call == "run made"), Is.EqualTo(3));
    }

    [Test]
    public void Container_ThatCannotBeStarted_FailsAtOnce()
    {
        Docker(fails: 1, "docker: no space left on device");

        Assert.That(Run().ExitCode, Is.EqualTo(125));
        Assert.That(Calls, Is.EqualTo((string[])["run made"]));
    }

    [TestCase("tag", "a", "b:1", ExpectedResult = 0)]
    [TestCase("push", "b:1", ExpectedResult = 0)]
    [TestCase("image", "tag", "a", "b:1", ExpectedResult = 0)]
    [TestCase("image", "push", "b:1", ExpectedResult = 0)]
    [TestCase("image", "build", "-tb:1", ".", ExpectedResult = 1)]
    [TestCase("image", "load", ExpectedResult = 1)]
    [TestCase("build", "-tb:1", "--push", ".", ExpectedResult = 1)]
    [TestCase("buildx", "build", "--push", ".", ExpectedResult = 1)]
    [TestCase("manifest", "push", "b:1", ExpectedResult = 1)]
    [TestCase("--host=x", "push", "b:1", ExpectedResult = 1)]
    public int Command_ThatNamesOrPushes_NeverReachesDocker(params string[] words)
    {
        Docker(fails: 0, "");

        var exitCode = Run(words).ExitCode;

        Assert.That(File.Exists(folder["calls"]), Is.False);
        return exitCode;
    }

    [TestCase("version")]
    [TestCase("image", "inspect", "a")]
    [TestCase("--version")]
    public void Command_ThatDoesNeither_ReachesDocker(params string[] words)
    {
        Docker(fails: 0, "");

        Run(words);

        Assert.That(Calls, Is.EqualTo(new[] { string.Join(' ', words) }));
    }

    // A name is taken until what has it is removed.
    private void Docker(int fails, string error) =>
        folder.With(
            "bin/docker",
            $$"""
            #!/bin/sh
            cd '{{folder.Path}}'
            case $1 in
            run) [ ! -e taken ] || exit 99; : >taken; echo "run ${2#--name=}" >>calls ;;
            rm) rm taken; echo "$1 $4" >>calls; exit ;;
            *) echo "$*" >>calls; exit ;;
            esac
            if [ "$(grep -c run calls)" -le {{fails}} ]; then
                echo '{{error}}' >&2
                exit 125
            fi
            echo id

            """,
            Executable
        );

    private (int ExitCode, string Output) Run() => Run("run", "--detach", "image");

    private (int ExitCode, string Output) Run(params string[] words)
    {
        using (var script = typeof(BakehouseException).Assembly.GetManifestResourceStream("docker-for-packer.sh")!)
        using (var file = File.Create(folder["docker-for-packer.sh"]))
        {
            script.CopyTo(file);
        }

        File.SetUnixFileMode(folder["docker-for-packer.sh"], Executable);
        var start = new ProcessStartInfo(folder["docker-for-packer.sh"], words)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["BAKEHOUSE_PATH"] = $"{folder["bin"]}:/usr/bin:/bin";
        start.Environment["BAKEHOUSE_BUILD"] = folder.Path;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim());
    }
}
