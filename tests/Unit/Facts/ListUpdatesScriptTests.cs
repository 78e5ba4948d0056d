using System.Diagnostics;
using Bakehouse.UnitTests.Dockerfiles;

namespace Bakehouse.UnitTests.Facts;

/// <summary>The script that asks an image's package manager, under the machine's own <c>sh</c>.</summary>
[RunsWhatItWrites]
internal sealed class ListUpdatesScriptTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TemporaryFolder folder = new();

    public ListUpdatesScriptTests() => folder.WithLink("bin/sed", "/bin/sed").WithLink("bin/cat", "/bin/cat");

    private string[] Updates => File.ReadAllLines(folder["updates"]);

    public void Dispose() => folder.Dispose();

    [TestCase(
        "Inst openssl [3.5.1-1] (3.5.1-1+deb13u1 Debian:13/stable [amd64])",
        "openssl 3.5.1-1 3.5.1-1+deb13u1",
        TestName = "A point release"
    )]
    [TestCase(
        "Inst openssl [3.5.1-1] (3.5.1-2 Debian:13/stable, Debian-Security:13/stable-security [amd64]) []",
        "openssl 3.5.1-1 3.5.1-2",
        TestName = "A security suite"
    )]
    [TestCase(
        "Inst vim [2:9.1.0-1] (2:9.1.1-1 Debian:13/stable [amd64])",
        "vim 2:9.1.0-1 2:9.1.1-1",
        TestName = "An epoch"
    )]
    [TestCase(
        "Inst libc6:i386 [2.41-12] (2.41-13 Debian:13/stable [i386]) [libc6:amd64 on libc6:i386]",
        "libc6:i386 2.41-12 2.41-13",
        TestName = "A foreign architecture"
    )]
    public void AptGet_PackageWithANewerVersion(string line, string expected)
    {
        WithAptGet($"NOTE: This is only a simulation!\n{line}\nConf {line[5..]}\n");

        Assert.That(Run(), Is.Zero);
        Assert.That(Updates, Is.EqualTo(new[] { expected }));
    }

    [Test]
    public void AptGet_NewDependencyRemovalAndHeldPackage_AreNoUpdates()
    {
        WithAptGet(
            """
            The following packages have been kept back:
              linux-libc-dev
            Remv old-thing [1.0-1]
            Inst libnew1 (1.0-1 Debian:13/stable [amd64])
            Inst curl [8.14.1-1] (8.14.1-2 Debian:13/stable [amd64])
            Conf libnew1 (1.0-1 Debian:13/stable [amd64])

            """
        );

        Assert.That(Run(), Is.Zero);
        Assert.That(Updates, Is.EqualTo(new[] { "curl 8.14.1-1 8.14.1-2" }));
    }

    [Test]
    public void AptGet_NothingToDo_IsAnEmptyList()
    {
        WithAptGet("");

        Assert.That(Run(), Is.Zero);
        Assert.That(Updates, Is.Empty);
    }

    [Test]
    public void AptGet_IsAskedOnlyAfterItsListsAreFresh()
    {
        WithAptGet("");

        Run();

        var calls = File.ReadAllLines(folder["calls"]);
        Assert.That(calls, Has.Length.EqualTo(2));
        Assert.That(calls[0], Does.StartWith("update ").And.Contain("Error-Mode=any"));
        Assert.That(calls[1], Does.Contain("--simulate").And.EndWith("dist-upgrade"));
    }

    [TestCase("update")]
    [TestCase("--simulate")]
    public void AptGet_Fails_IsAFailureAndNotAnEmptyList(string call)
    {
        WithTool("apt-get", $"if [ \"$1\" = {call} ]; then exit 100; fi");

        Assert.That(Run(), Is.EqualTo(2));
    }

    [Test]
    public void Apk_PackagesWithNewerVersions()
    {
        folder.With(
            "answer",
            """
            Installed:                                Available:
            ca-certificates-bundle-20241121-r1      < 20250619-r0
            openssl-3.5.1-r0                        < 3.5.2-r0

            """
        );
        WithTool("apk", $"cat '{folder["answer"]}'");

        Assert.That(Run(), Is.Zero);
        Assert.That(
            Updates,
            Is.EqualTo(new[] { "ca-certificates-bundle 20241121-r1 20250619-r0", "openssl 3.5.1-r0 3.5.2-r0" })
        );
    }

    [Test]
    public void Apk_Fails_IsAFailureAndNotAnEmptyList()
    {
        WithTool("apk", "exit 1");

        Assert.That(Run(), Is.EqualTo(2));
    }

    [Test]
    public void Image_WithoutAPackageManager_IsAnEmptyList()
    {
        Assert.That(Run(), Is.Zero);
        Assert.That(Updates, Is.Empty);
    }

    private void WithAptGet(string simulation)
    {
        folder.With("answer", simulation);
        WithTool(
            "apt-get",
            $"echo \"$@\" >>'{folder["calls"]}'; if [ \"$1\" = --simulate ]; then cat '{folder["answer"]}'; fi"
        );
    }

    private void WithTool(string name, string script) =>
        folder.With($"bin/{name}", $"#!/bin/sh\n{script}\n", Executable);

    private int Run()
    {
        using (var script = typeof(BakehouseException).Assembly.GetManifestResourceStream("list-updates.sh")!)
        using (var file = File.Create(folder["list-updates.sh"]))
        {
            script.CopyTo(file);
        }

        var start = new ProcessStartInfo("/bin/sh", [folder["list-updates.sh"], folder["updates"]]);
        start.Environment["PATH"] = folder["bin"];
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
