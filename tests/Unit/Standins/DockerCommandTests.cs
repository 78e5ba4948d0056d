using Cake.Core;
using Cake.Core.IO;
using Cake.Docker;

namespace Bakehouse.UnitTests.Standins;

public class DockerCommandTests
{
    private static readonly TestCaseData[] Commands =
    [
        Case("tag a b:1", context => context.DockerTag("a", "b:1")),
        Case("push b:1", context => context.DockerPush("b:1")),
        Case("pull a@sha256:0", context => context.DockerPull("a@sha256:0")),
        Case("rmi a b", context => context.DockerRmi("a", "b")),
        Case("rmi --force a", context => context.DockerRemove(new() { Force = true }, "a")),
        Case("save --output \"a b.tar\" a", context => context.DockerSave(new() { Output = "a b.tar" }, "a")),
        Case("load --input \"a.tar\"", context => context.DockerLoad(new() { Input = "a.tar" })),
        Case("image ls --quiet", context => context.DockerImageLs(new() { Quiet = true })),
        Case("start x", context => context.DockerStart("x")),
        Case("stop --time 0 x", context => context.DockerStop(new DockerContainerStopSettings { Time = 0 }, "x")),
        Case(
            "rm --force --volumes x",
            context => context.DockerRm(new DockerContainerRmSettings { Volumes = true, Force = true }, "x")
        ),
        Case("cp x:/a b", context => context.DockerCp("x:/a", "b")),
        Case("cp --archive a x:/b", context => context.DockerCp("a", "x:/b", new() { Archive = true })),
        Case(
            "exec --user \"1:1\" x sh -c true",
            c => c.DockerExec(new DockerContainerExecSettings { User = "1:1" }, "x", "sh", "-c", "true")
        ),
        Case("logs --tail \"5\" x", context => context.DockerLogs(new() { Tail = "5" }, "x")),
        Case("container ls --all", context => context.DockerContainerLs(new() { All = true })),
        Case(
            "network create --internal n",
            c => c.DockerNetworkCreate(new DockerNetworkCreateSettings { Internal = true }, "n")
        ),
        Case(
            "network connect --alias \"db\" n x",
            c => c.DockerNetworkConnect(new DockerNetworkConnectSettings { Alias = ["db"] }, "n", "x")
        ),
        Case("network disconnect n x", context => context.DockerNetworkDisconnect("n", "x")),
        Case("network rm n m", context => context.DockerNetworkRemove(["n", "m"])),
        Case("logout registry.example", context => context.DockerLogout("registry.example")),
    ];

    private readonly DockerFixture _docker = new();

    [TestCaseSource(nameof(Commands))]
    public void Alias_OfACommand_RendersIt(string expected, Action<ICakeContext> run)
    {
        run(_docker.Context);

        Assert.That(_docker.CommandLine, Is.EqualTo(expected));
    }

    [Test]
    public void Process_WithToolSettings_IsStartedByThem()
    {
        var settings = new DockerImagePushSettings
        {
            WorkingDirectory = "/elsewhere",
            EnvironmentVariables = { ["DOCKER_CONFIG"] = "/config" },
            ArgumentCustomization = arguments => arguments.Prepend("--debug"),
            SetupProcessSettings = process => process.RedirectStandardError = true,
        };

        _docker.Context.DockerPush(settings, "a");

        Assert.That(_docker.CommandLine, Is.EqualTo("--debug push a"));
        Assert.That(_docker.Started.WorkingDirectory.FullPath, Is.EqualTo("/elsewhere"));
        Assert.That(_docker.Started.EnvironmentVariables["DOCKER_CONFIG"], Is.EqualTo("/config"));
        Assert.That(_docker.Started.RedirectStandardError, Is.True);
    }

    [Test]
    public void Process_ThatFails_ThrowsWithItsExitCode()
    {
        _docker.ExitsWith(125);

        Assert.That(
            () => _docker.Context.DockerPush("a"),
            Throws.TypeOf<CakeException>().With.Property(nameof(CakeException.ExitCode)).EqualTo(125)
        );
    }

    // A trap of the published package: the settings that every Cake tool has are taken for options of docker.
    [Test]
    public void ToolTimeout_OfACommand_AppliesAndIsPassedAsAnOption()
    {
        var settings = new DockerImagePushSettings { ToolTimeout = TimeSpan.FromMinutes(90) };

        Assert.That(() => _docker.Context.DockerPush(settings, "a"), Throws.TypeOf<TimeoutException>());
        Assert.That(_docker.CommandLine, Is.EqualTo("push --tool-timeout 1h30m0s a"));
    }

    [Test]
    public void Alias_WithoutAnImage_Throws()
    {
        Assert.That(() => _docker.Context.DockerPush(""), Throws.ArgumentNullException);
        Assert.That(() => _docker.Context.DockerRmi(), Throws.ArgumentNullException);
        Assert.That(() => _docker.Context.DockerRun("", "sh"), Throws.ArgumentNullException);
        Assert.That(() => _docker.Context.DockerNetworkRemove(""), Throws.ArgumentNullException);
    }

    private static TestCaseData Case(string expected, Action<ICakeContext> run) =>
        new TestCaseData(expected, run).SetArgDisplayNames(expected);
}
