using Bakehouse.Adapters.Git;
using Bakehouse.Adapters.Processes;
using Bakehouse.Checks;
using Bakehouse.UnitTests.Dockerfiles;
using Cake.Core;
using Cake.Core.IO;
using NSubstitute;

namespace Bakehouse.UnitTests.Checks;

/// <summary>Asks the real git about a repository made for each test.</summary>
public sealed class ShellScriptsTests
{
    private readonly TemporaryFolder folder = new();
    private ICommandRunner commands = null!;
    private ShellScripts scripts = null!;

    [SetUp]
    public async Task SetUp()
    {
        var cake = Substitute.For<ICakeEnvironment>();
        cake.WorkingDirectory.Returns(new DirectoryPath(folder.Path));
        commands = new CommandRunner(cake, new ChildEnvironment(cake), new Secrets(), Substitute.For<IProcessOutput>());
        scripts = new ShellScripts(new GitRepository(commands), commands, cake);
        await commands.RunAsync(new Command("git", "init", "--quiet"));
    }

    [TearDown]
    public void TearDown() => folder.Dispose();

    [TestCase("library.sh", "log() { :; }\n")]
    [TestCase("helpers.bash", "")]
    [TestCase("tools.bats", "")]
    [TestCase("run", "#!/bin/sh\n")]
    [TestCase("run", "#! /bin/bash -e\n")]
    [TestCase("run", "#!/usr/bin/env bash\n")]
    [TestCase("deep/in a folder/run", "#!/usr/bin/env bats\n")]
    public async Task Script_ByNameOrFirstLine_IsFound(string path, string content)
    {
        folder.With(path, content);

        Assert.That(await scripts.FindAsync(default), Is.EqualTo((string[])[path]));
    }

    [TestCase("run", "#!/usr/bin/env python3\n")]
    [TestCase("run", "#!/bin/shiny\n")]
    [TestCase("README.md", "A script starts with:\n#!/bin/sh\n")]
    [TestCase("empty", "")]
    public async Task File_OfAnotherKind_IsLeftAlone(string path, string content)
    {
        folder.With(path, content);

        Assert.That(await scripts.FindAsync(default), Is.Empty);
    }

    [Test]
    public async Task Script_IgnoredOrDeleted_IsLeftAlone()
    {
        folder.With("made.sh").With(".gitignore", "/made.sh\n").With("gone.sh");
        await commands.RunAsync(new Command("git", "add", "gone.sh"));
        File.Delete(folder["gone.sh"]);

        Assert.That(await scripts.FindAsync(default), Is.Empty);
    }

    [Test]
    public void Folder_OutsideOfGit_IsAnError()
    {
        Directory.Delete(folder[".git"], recursive: true);

        Assert.That(() => scripts.FindAsync(default), Throws.TypeOf<BakehouseException>());
    }
}
