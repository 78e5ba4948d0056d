using Bakehouse.Adapters.Docker;
using Bakehouse.Adapters.Files;
using Bakehouse.Adapters.Goss;
using Bakehouse.Adapters.Processes;
using Bakehouse.Steps;
using Bakehouse.UnitTests.Images;
using Cake.Core;
using NSubstitute;

namespace Bakehouse.UnitTests.Adapters.Goss;

/// <summary>Tests in one container: made, filled, started once, read, removed.</summary>
internal sealed class ContainerTestRunnerTests : IDisposable
{
    private readonly ImageTree tree = new();
    private readonly FakeContainers containers = new();
    private readonly Secrets secrets = new();
    private readonly ICommandRunner commands = Substitute.For<ICommandRunner>();
    private readonly ICakeEnvironment environment = Substitute.For<ICakeEnvironment>();
    private readonly List<string> log = [];
    private bool bringsGoss;

    public ContainerTestRunnerTests() =>
        tree.With("root").WithTest("root").With("middle", "root").With("child", "middle").WithTest("child");

    public void Dispose() => tree.Dispose();

    [Test]
    public async Task Run_Image_MakesFillsStartsReadsAndRemovesOneContainer()
    {
        await RunAsync();

        var folder = containers.Made!.Command[2];
        Assert.That(
            containers.Journal,
            Is.EqualTo(new[] { "create", $"copy in {folder}", "run", $"read {folder}/results", "remove" })
        );
    }

    [Test]
    public async Task Run_Folder_IsOneThatNoImageCanHavePrepared()
    {
        await RunAsync();
        var first = containers.Made!.Command[2];

        await RunAsync();

        Assert.That(first, Does.Match("^/bakehouse-[0-9a-f]{16}$").And.Not.EqualTo(containers.Made.Command[2]));
    }

    [Test]
    public async Task Run_Container_IsRootsAndKnownAsTheRuns()
    {
        await RunAsync();

        var folder = containers.Made!.Command[2];
        Assert.Multiple(() =>
        {
            Assert.That(containers.Made!.Image, Is.EqualTo("the-image"));
            Assert.That(containers.Made.User, Is.EqualTo("0"));
            Assert.That(containers.Made.Labels, Is.Not.Empty);
            Assert.That(
                containers.Made.Command,
                Is.EqualTo(new[] { "/bin/sh", $"{folder}/run-tests.sh", folder, "root/goss.yaml", "child/goss.yaml" })
            );
        });
    }

    [Test]
    public async Task Run_Files_AreTheScriptAndTheTestsOfTheImageAndItsAncestors()
    {
        tree.WithFile("child", "secret.txt", "").WithFile("child", "tests/a/b.sh", "");

        await RunAsync();

        Assert.That(
            containers.Files,
            Is.EquivalentTo(
                new[] { "run-tests.sh", "tests/root/goss.yaml", "tests/child/goss.yaml", "tests/child/tests/a/b.sh" }
            )
        );
    }

    [Test]
    public async Task Run_Report_HasTheTestsOfTheAncestorsFirst()
    {
        containers.Leaves(1, "1", "broken").Leaves(2, "1", "broken too");

        var report = await RunAsync();

        Assert.That(report.Cases.Select(test => test.Origin), Is.EqualTo(new[] { "root", "child" }));
        Assert.That(report.Failures.First().Failure, Does.Contain("broken"));
    }

    [Test]
    public async Task Run_TestThatLeftNothing_HasFailed()
    {
        containers.Leaves(1, "1", "broken");

        var lost = (await RunAsync()).Failures.Single(test => test.Origin == "child");

        Assert.That(lost.Failure, Does.Contain("did not report"));
    }

    [Test]
    public async Task Run_SecretInAFailure_IsMaskedInReportAndLog()
    {
        secrets.Add("hunter2-token");
        containers.Leaves(2, "1", "token is hunter2-token, and once more \u001b[1mhunter2\u001b[0m-token");

        var failure = (await RunAsync()).Failures.Single(test => test.Origin == "child").Failure;

        Assert.That(failure, Does.Contain("token is ***, and once more ***").And.Not.Contain("hunter2"));
        Assert.That(log, Has.Some.Contain("token is ***, and once more ***"));
        Assert.That(log, Has.None.Contain("hunter2"));
    }

    [Test]
    public void Run_ScriptCannotBeRun_SaysSoAndRemovesTheContainer()
    {
        containers.ExitCode = 127;

        var error = Assert.ThrowsAsync<BakehouseException>(RunAsync)!;

        Assert.That(error.Problem, Does.Contain("child").And.Contain("127"));
        Assert.That(containers.Journal[^1], Is.EqualTo("remove"));
    }

    [Test]
    public void Run_ContainerCannotBeMade_SaysWhyAndLeavesNothing()
    {
        containers.OnCreate = () => throw new DockerException("docker create", "no such image");

        var error = Assert.ThrowsAsync<DockerException>(RunAsync)!;

        Assert.That(error.Message, Does.Contain("no such image"));
        Assert.That(Directory.Exists(containers.CopiedFrom), Is.False);
    }

    [Test]
    public async Task Run_ImageThatMayHaveNoGoss_GetsThisMachinesWithItsLoaderAndLibraries()
    {
        var tools = Directory.CreateDirectory(Path.Combine(tree.Root, "tools")).FullName;
        foreach (var file in (string[])["goss", "libc.so.6", "ld-linux-x86-64.so.2"])
        {
            File.WriteAllText(Path.Combine(tools, file), "");
        }

        bringsGoss = true;
        environment.GetEnvironmentVariable("PATH").Returns(tools);
        commands
            .RunAsync(null!, default)
            .ReturnsForAnyArgs(
                new CommandResult(
                    0,
                    $"\tlinux-vdso.so.1 (0x1)\n\tlibc.so.6 => {tools}/libc.so.6 (0x2)\n\t{tools}/ld-linux-x86-64.so.2 (0x3)\n",
                    ""
                )
            );

        await RunAsync();

        Assert.That(
            containers.Files,
            Is.SupersetOf(new[] { "goss/goss", "goss/program", "goss/libc.so.6", "goss/loader" })
        );
    }

    [Test]
    public void Run_IsCancelled_RemovesTheContainerAllTheSame()
    {
        using var source = new CancellationTokenSource();
        containers.OnRun = source.Cancel;

        Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(source.Token));

        Assert.That(containers.Journal[^1], Is.EqualTo("remove"));
        Assert.That(Directory.Exists(containers.CopiedFrom), Is.False);
    }

    private Task<TestReport> RunAsync() => RunAsync(CancellationToken.None);

    private async Task<TestReport> RunAsync(CancellationToken cancellationToken)
    {
        using var files = new TemporaryFiles();
        environment.WorkingDirectory.Returns(new Cake.Core.IO.DirectoryPath(tree.Root));
        var catalog = tree.Load();
        var goss = new GossKit(commands, new ChildEnvironment(environment));
        var output = Substitute.For<IProcessOutput>();
        output.Write(Arg.Do<string>(log.Add));
        var runner = new ContainerTestRunner(containers, goss, files, new RunIdentity(environment), secrets, output);
        return await runner.RunAsync(
            TestSubject.Of(catalog["child"], catalog.AncestorsOf(catalog["child"]), "the-image") with
            {
                BringsGoss = bringsGoss,
            },
            cancellationToken
        );
    }
}
