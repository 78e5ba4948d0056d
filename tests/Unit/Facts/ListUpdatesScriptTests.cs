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

    /// <summary>The answer without its first line, as text.</summary>
    private string Answer
    {
        get
        {
            Assert.That(Run(), Is.Zero);
            var lines = File.ReadAllLines(folder["updates"]);
            Assert.That(lines[0], Is.EqualTo("w0rd"));
            return string.Join('\n', lines[1..]);
        }
    }

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

        Assert.That(Answer, Is.EqualTo($"update {expected}\nend 1"));
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

        Assert.That(Answer, Is.EqualTo("update curl 8.14.1-1 8.14.1-2\nend 1"));
    }

    [Test]
    public void AptGet_NothingToDo_IsAnEmptyList()
    {
        WithAptGet("");

        Assert.That(Answer, Is.EqualTo("end 0"));
    }

    // What reads the answer refuses it for that, and no package is passed over.
    [Test]
    public void AptGet_LineThatCannotBeRead_StaysAsItIs()
    {
        WithAptGet("Inst curl [8.14.1-1] (8.14.1-2 Debian:13/stable [amd64])\nInst bread [1.0-1] to 1.0-2\n");

        Assert.That(Answer, Is.EqualTo("update curl 8.14.1-1 8.14.1-2\nupdate Inst bread [1.0-1] to 1.0-2\nend 2"));
    }

    [Test]
    public void AptGet_WithoutSources_HasNobodyToAsk()
    {
        WithTool("apt-get", "exit 0");

        Assert.That(Answer, Is.EqualTo("nobody sources apt-get"));
    }

    [TestCase("W: Failed to fetch http://deb.test/InRelease  503  Down [IP: 10.0.0.1 80]")]
    [TestCase("W: Some index files failed to download. They have been ignored, or old ones used instead.")]
    [TestCase("W: An error occurred. The repository is not updated and the previous index files will be used.")]
    public void AptGet_WarnsOfListsThatItDidNotFetch_IsAFailure(string warning)
    {
        WithTool("apt-get", $"if [ \"$1\" = update ]; then echo '{warning}' >&2; else echo target; fi");

        Assert.That(Answer, Is.EqualTo($"failed apt-get update: {warning}"));
    }

    [Test]
    public void AptGet_WarnsOfSomethingElse_IsAsked()
    {
        WithTool(
            "apt-get",
            "case $1 in update) echo 'W: Download is performed unsandboxed' >&2 ;; indextargets) echo x ;; esac"
        );

        Assert.That(Answer, Is.EqualTo("end 0"));
    }

    [Test]
    public void Answer_OnAFullDisk_HasNoEnd()
    {
        WithAptGet("");
        folder.WithLink("updates", "/dev/full");

        Assert.That(Run(), Is.Not.Zero);
    }

    [Test]
    public void AptGet_IsAskedOnlyAfterItsListsAreFresh()
    {
        WithAptGet("");

        Run();

        var calls = File.ReadAllLines(folder["calls"]);
        Assert.That(calls, Has.Length.EqualTo(3));
        Assert.That(calls[0], Does.StartWith("update ").And.Contain("Error-Mode=any"));
        Assert.That(calls[2], Does.Contain("--simulate").And.EndWith("dist-upgrade"));
    }

    [TestCase("update")]
    [TestCase("--simulate")]
    public void AptGet_Fails_IsAFailureAndNotAnEmptyList(string call)
    {
        WithTool("apt-get", $"if [ \"$1\" = {call} ]; then echo 'E: broken' >&2; exit 100; fi; echo x");

        Assert.That(Answer, Does.Match("^failed apt-get (update|dist-upgrade): E: broken$"));
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
        WithApk($"echo 'WARNING: This apk-tools is OLD!' >&2; cat '{folder["answer"]}'");

        Assert.That(
            Answer,
            Is.EqualTo("update ca-certificates-bundle 20241121-r1 20250619-r0\nupdate openssl 3.5.1-r0 3.5.2-r0\nend 2")
        );
    }

    [Test]
    public void Apk_LineThatCannotBeRead_StaysAsItIs()
    {
        WithApk("echo 'bread-fresh < 3'");

        Assert.That(Answer, Is.EqualTo("update bread-fresh < 3\nend 1"));
    }

    [TestCase("WARNING: Ignoring https://apk.test/v3.22/main: temporary error (try again later)")]
    [TestCase("ERROR: https://apk.test/v3.22/main: network error")]
    public void Apk_DoesWithoutAnArchive_IsAFailure(string warning)
    {
        WithApk($"echo '{warning}' >&2");

        Assert.That(Answer, Is.EqualTo($"failed apk version: {warning}"));
    }

    [Test]
    public void Apk_WithoutRepositories_HasNobodyToAsk()
    {
        WithApk("exit 0");
        folder.With("apk/repositories", "# none\n\n");

        Assert.That(Answer, Is.EqualTo("nobody sources apk"));
    }

    [Test]
    public void Apk_Fails_IsAFailureAndNotAnEmptyList()
    {
        WithApk("echo 'ERROR: broken' >&2; exit 1");

        Assert.That(Answer, Is.EqualTo("failed apk version: ERROR: broken"));
    }

    [Test]
    public void Image_WithoutAPackageManager_HasNobodyToAsk() => Assert.That(Answer, Is.EqualTo("nobody none"));

    [TestCase("dnf")]
    [TestCase("microdnf")]
    [TestCase("zypper")]
    public void Image_WithAnUnknownPackageManager_SaysWhich(string manager)
    {
        WithTool(manager, "exit 0");

        Assert.That(Answer, Is.EqualTo($"nobody unknown {manager}"));
    }

    private void WithAptGet(string simulation)
    {
        folder.With("answer", simulation);
        WithTool(
            "apt-get",
            $"echo \"$@\" >>'{folder["calls"]}'; case $1 in --simulate) cat '{folder["answer"]}' ;; indextargets) echo x ;; esac"
        );
    }

    private void WithApk(string script)
    {
        folder.With("apk/repositories", "https://apk.test/v3.22/main\n");
        WithTool("apk", script);
    }

    private void WithTool(string name, string script) =>
        folder.With($"bin/{name}", $"#!/bin/sh\n{script}\n", Executable);

    private int Run()
    {
        using (var script = typeof(BakehouseException).Assembly.GetManifestResourceStream("list-updates.sh")!)
        using (var reader = new StreamReader(script))
        {
            // This machine's own configuration of apk is not asked.
            folder.With("list-updates.sh", reader.ReadToEnd().Replace("/etc/apk/", folder["apk/"]));
        }

        var start = new ProcessStartInfo("/bin/sh", [folder["list-updates.sh"], folder["updates"], "w0rd"]);
        start.Environment["PATH"] = folder["bin"];
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
