using Bakehouse.IntegrationTests.Support;

namespace Bakehouse.IntegrationTests.Packer;

/// <summary>The shells that <c>Debug-X</c> opens, at a terminal of script(1).</summary>
public sealed class DebugTests
{
    private ImageTree tree = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        tree = await ImageTree.CreateAsync();
        tree.Variables["PATH"] = await SandboxUnderTest.PathWithPackerAsync();
        tree.Write(
            "images/made/packer.json",
            """
            {
              "variables": {"base_build": "base-build"},
              "builders": [{
                "type": "docker", "image": "{{user `base_build`}}", "commit": true,
                "run_command": ["-d", "-i", "-t", "--env=OVEN=hot", "--entrypoint=/bin/sh", "--", "{{.Image}}"]
              }],
              "provisioners": [{"type": "shell", "inline": ["exit 1"]}]
            }
            """
        );
    }

    [TearDown]
    public async Task CleanAsync() => await tree.DisposeAsync();

    [Test]
    public async Task Debug_OfAPackerImage_IsInTheContainerThatPackerHasStarted()
    {
        var run = await AtTerminalAsync("Debug-Made", "echo oven is $OVEN; cat /base-build; ls /context");

        Assert.Multiple(() =>
        {
            Assert.That(run.All, Does.Contain("build container of made before anything is provisioned"));
            Assert.That(run.All, Does.Contain("oven is hot"));
            Assert.That(run.All, Does.Contain("packer.json"));
        });
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
    }

    [Test]
    public async Task Debug_OfADockerfileThatFails_IsInTheLayerBeforeTheFailure()
    {
        tree.WriteImage("leaf", "base-build", "RUN echo dough >/good\nRUN test -e /bread\nRUN echo never >/late\n");

        var run = await AtTerminalAsync("Debug-Leaf", "cat /good; ls /late || echo not yet");

        Assert.Multiple(() =>
        {
            Assert.That(run.All, Does.Contain("images/leaf/Dockerfile:5 fails: RUN test -e /bread"));
            Assert.That(run.All, Does.Contain("the layer before it, of line 4"));
            Assert.That(run.All, Does.Contain("dough"));
            Assert.That(run.All, Does.Contain("not yet"));
        });
        Assert.That(await tree.Engine.ContainersAsync(), Is.Empty);
        Assert.That(await tree.Engine.WorkingTagsAsync(), Is.Empty);
    }

    [Test]
    public async Task Debug_WithoutATerminal_IsRefused()
    {
        tree.WriteImage("leaf", "base-root");

        var run = await tree.RunAsync("--target=Debug-Leaf");

        Assert.That(run.ExitCode, Is.Not.Zero);
        Assert.That(run.All, Does.Contain("Debug-Leaf opens a shell, and there is no terminal"));
    }

    private async Task<RunResult> AtTerminalAsync(string target, string commands)
    {
        tree.Write("artifacts/commands", $"{commands}\nexit\n");
        var program = $"{ImageTree.Dotnet()} {ImageTree.Program} --target={target}";
        using var run = Run.Start(
            tree.Folder,
            tree.Variables,
            "sh",
            // What is typed waits in the terminal until the shell reads it.
            ["-c", $"script -qec '{program}' /dev/null <artifacts/commands"]
        );
        return await run.EndAsync();
    }
}
