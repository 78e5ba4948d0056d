using System.Diagnostics;
using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Packer;

/// <summary>What comes of a packer build that goes well, fails, hangs or is interrupted.</summary>
public sealed class PackerTests
{
    // Far from the minute that the container would sleep.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(25);
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.Variables["PATH"] = await SandboxUnderTest.PathWithPackerAsync();
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Push_OfAChain_BuildsWithPackerBetweenDockerfiles()
    {
        tree.WriteImage("leaf", "made", "RUN cat /made >/leaf\n");
        tree.Write("images/made/goss.yaml", "file: { /made: { exists: true, contents: [\"1.4.0\", base-build] } }\n");
        tree.WriteTest("leaf", "base-build");
        await WriteAsync("echo $VERSION >/made; cat /base-build >>/made");

        var run = (await tree.RunAsync("--target=Push-Leaf")).Succeeded();

        Assert.That(run.ActionOf("made"), Is.EqualTo("build"));
        Assert.That(await tree.Registry.NamesAsync("made"), Does.Contain("main"));
        Assert.That(await tree.Registry.NamesAsync("leaf"), Does.Contain("main"));
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
        Assert.That((await tree.RunAsync("--target=Plan")).ActionOf("made"), Is.Not.EqualTo("build"));
    }

    [Test]
    public async Task Build_WhoseProvisionerFails_SaysSoWithPackersWordsAndLeavesNoContainer()
    {
        await WriteAsync("echo the oven is cold >&2; exit 3");

        var run = await tree.RunAsync("--target=Push-Made");

        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.All, Does.Contain("The build of made failed: packer failed:"));
            Assert.That(run.All, Does.Contain("the oven is cold"));
            Assert.That(run.All, Does.Contain("non-zero exit status: 3"));
            Assert.That(run.HasStackTrace, Is.False);
        });
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task Build_ThatIsInterrupted_LeavesNoContainer()
    {
        await WriteAsync(Sleep);
        using var run = tree.Start("--target=Push-Made");
        await run.UntilAsync(() => Task.FromResult(IsSleeping), "it was provisioning");
        Assert.That(await tree.Engine.ContainersAsync(), Has.Count.EqualTo(1), "the test would show nothing");

        var clock = Stopwatch.StartNew();
        run.Signal("INT");
        var result = await run.EndAsync();

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.HasStackTrace, Is.False, result.All);
        Assert.That(clock.Elapsed, Is.LessThan(LongestEnd));
        Assert.That(() => IsSleeping, Is.False.After(20_000, 100), "what was running in the container goes on");
        await AssertNothingIsLeftAsync();
    }

    [Test]
    public async Task Build_ThatHangs_IsEndedAtItsTimeLimitAndLeavesNoContainer()
    {
        await WriteAsync($"echo waiting for dough; {Sleep}");

        var run = await tree.RunAsync("--target=Push-Made", "--packer-time-limit=20");

        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Not.Zero);
            Assert.That(run.All, Does.Contain("it took longer than 00:00:20"));
            Assert.That(run.All, Does.Contain("waiting for dough"));
            Assert.That(run.HasStackTrace, Is.False);
        });
        Assert.That(() => IsSleeping, Is.False.After(20_000, 100), "what was running in the container goes on");
        await AssertNothingIsLeftAsync();
    }

    // Unlike any other process of the machine, so that it can be found.
    private string Sleep => $"sleep 60.{Convert.ToUInt32(tree.Prefix.Split('-')[1], 16)}";

    private async Task WriteAsync(string script)
    {
        tree.Write(
            "images/made/packer.pkr.hcl",
            $$"""
            # Made by packer.
            variable "base_build" {
              type    = string
              default = "base-build"
            }
            variable "version" {
              type    = string
              default = "none"
            }
            source "docker" "made" {
              image  = var.base_build
              commit = true
            }
            build {
              sources = ["source.docker.made"]
              provisioner "shell" {
                environment_vars = ["VERSION=${var.version}"]
                inline           = ["{{script}}"]
              }
            }
            """
        );
        await tree.CommitAsync("Build with packer");
    }

    private async Task AssertNothingIsLeftAsync()
    {
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
        Assert.That(await tree.Registry.TagsAsync("made"), Is.Empty);
    }

    // The engine ends what ran in a container after packer has ended.
    private bool IsSleeping => CommandLines.Now().Any(line => line.TrimEnd().EndsWith(Sleep, StringComparison.Ordinal));
}
